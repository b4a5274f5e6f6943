package vn.taivideonhanh.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody's server, which checks each message as the receivers of Standard Webhooks do. */
final class Listener {
  static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);

  /** What each request to {@code /hook} is answered, at first 200. */
  volatile Consumer<HttpServerRequest> answer = answering(200);

  /** By which messages are signed. */
  private final byte[] secret;

  private final LinkedBlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<String> strays = new LinkedBlockingQueue<>();
  private final HttpServer server;

  /**
   * One message.
   *
   * @param at when it came, in nanoseconds of this machine
   */
  record Message(String id, JsonObject body, long at) {}

  Listener(Vertx vertx) {
    this(vertx, SECRET);
  }

  Listener(Vertx vertx, byte[] secret) {
    this.secret = secret;
    server = vertx.createHttpServer().requestHandler(this::heard).listen(0, "127.0.0.1").await();
  }

  static Consumer<HttpServerRequest> answering(int status) {
    return request ->
        request.response().setStatusCode(status).putHeader("Location", "/elsewhere").end();
  }

  String address() {
    return "127.0.0.1:" + server.actualPort();
  }

  String url() {
    return "http://" + address() + "/hook?key=k";
  }

  private void heard(HttpServerRequest request) {
    if (!"/hook".equals(request.path())) {
      strays.add(String.valueOf(request.path()));
      request.response().end();
      return;
    }
    request
        .body()
        .onSuccess(body -> {
          var id = request.getHeader("webhook-id");
          var time = request.getHeader("webhook-timestamp");
          var signed = signature(id + "." + time + "." + body);
          var shown = String.valueOf(request.getHeader("webhook-signature")).split(" ");
          if (!Set.of(shown).contains("v1," + signed)) {
            strays.add("a signature that is wrong");
          }
          var now = answer;
          messages.add(new Message(String.valueOf(id), body.toJsonObject(), System.nanoTime()));
          now.accept(request);
        })
        .onFailure(cause -> strays.add(cause.toString()));
  }

  private String signature(String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next message. */
  Message next() throws InterruptedException {
    return Objects.requireNonNull(messages.poll(20, TimeUnit.SECONDS), "nothing was told");
  }

  /** That nothing has come but what was taken, to the address that was named. */
  void requireNothingElse() {
    assertThat(messages).isEmpty();
    assertThat(strays).isEmpty();
  }
}
