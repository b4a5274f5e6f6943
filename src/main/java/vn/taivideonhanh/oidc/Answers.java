package vn.taivideonhanh.oidc;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Asks a provider, with a bound on time and size; what goes wrong is {@code PROVIDER_UNAVAILABLE}.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final int LONGEST = 256 * 1024;
  private static final int CONNECTIONS = 8;
  private static final int WAITING = 64;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final HttpClient client;
  private final Duration patience;

  Answers(Vertx vertx, Duration patience) {
    var options =
        new HttpClientOptions()
            .setConnectTimeout(Math.toIntExact(patience.toMillis()))
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout(Math.toIntExact(patience.toMillis()))
            .setDecompressionSupported(false);
    var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING);
    this.client = vertx.createHttpClient(options, pool);
    this.patience = patience;
  }

  /** The JSON object that is there. */
  Future<JsonObject> read(URI address) {
    return ask(HttpMethod.GET, address, Map.of(), Buffer.buffer())
        .map(answer -> {
          if (answer.status() != 200) {
            throw unavailable("It answers with " + answer.status() + ".");
          }
          return answer.body();
        });
  }

  /** What is answered to a form, be it an error. */
  Future<Answer> post(URI address, Map<String, String> headers, Buffer form) {
    return ask(HttpMethod.POST, address, headers, form);
  }

  private Future<Answer> ask(
      HttpMethod method, URI address, Map<String, String> headers, Buffer body) {
    var options =
        new RequestOptions()
            .setMethod(method)
            .setAbsoluteURI(address.toString())
            .setFollowRedirects(false)
            .setTimeout(patience.toMillis())
            .putHeader("Accept", "application/json, application/jwk-set+json");
    headers.forEach(options::putHeader);
    return client
        .request(options)
        .compose(request -> sent(request, body))
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(told(address, cause)));
  }

  private static Future<Answer> sent(HttpClientRequest request, Buffer body) {
    var sending = body.length() == 0 ? request.send() : request.send(body);
    return sending.compose(response ->
        whole(request, response).map(text -> new Answer(response.statusCode(), json(text))));
  }

  private static Future<Buffer> whole(HttpClientRequest request, HttpClientResponse response) {
    var read = Promise.<Buffer>promise();
    var text = Buffer.buffer();
    response
        .handler(chunk -> {
          if (text.length() + chunk.length() > LONGEST) {
            read.tryFail(unavailable("Its answer is too long."));
            request.reset().onComplete(_ -> {});
          } else {
            text.appendBuffer(chunk);
          }
        })
        .exceptionHandler(read::tryFail)
        .endHandler(_ -> read.tryComplete(text));
    return read.future();
  }

  private static JsonObject json(Buffer text) {
    try {
      return text.toJsonObject();
    } catch (DecodeException | ClassCastException _) {
      throw unavailable("Its answer is no JSON object.");
    }
  }

  private static Failure told(URI address, Throwable cause) {
    LOG.warn("the login provider at {} cannot be used: {}", address.getHost(), cause.toString());
    return cause instanceof Failure known ? known : unavailable("It does not answer.");
  }

  static Failure unavailable(String detail) {
    return new Failure(ProblemCode.PROVIDER_UNAVAILABLE, detail, PAUSE);
  }

  Future<Void> close() {
    return client.close();
  }

  /** A status and an object. */
  record Answer(int status, JsonObject body) {}
}
