package vn.taivideonhanh.freshness;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Egress;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.egress.UpstreamRequest;
import vn.taivideonhanh.egress.UpstreamResponse;

/**
 * Fetches files of a release through the rules for every address outside, whole and into memory.
 * The source itself may be private, since the operator has named it. Made on an event loop; asked
 * from anywhere.
 */
final class Fetcher {
  private static final int MIB = 1 << 20;

  private final Context context;
  private final Upstream upstream;
  private final Duration timeout;
  private final int most;

  Fetcher(Vertx vertx, AppConfig config) {
    var releases = config.releases();
    context = vertx.getOrCreateContext();
    upstream = new Upstream(vertx, egress(config), config.relay());
    timeout = releases.timeout();
    most = releases.mostMiB() * MIB;
  }

  private static Egress egress(AppConfig config) {
    var source = config.releases().url();
    var places = new ArrayList<>(config.egress().allow());
    if (source != null && source.getPort() > 0 && source.getHost().matches("[0-9.]+|\\[.+]")) {
      places.add(source.getHost() + ":" + source.getPort());
    }
    return config.egress().allowingOnly(places);
  }

  /** The whole body; fails for any other status than 200, when it is too long or comes too late. */
  Future<Buffer> fetch(String url) {
    Promise<Buffer> done = Promise.promise();
    context.runOnContext(_ -> upstream.fetch(request(url)).compose(this::body).onComplete(done));
    return done.future();
  }

  private static UpstreamRequest request(String url) {
    return UpstreamRequest.whole(
        url,
        Map.of("Accept", "application/json, application/octet-stream", "User-Agent", "curl/8"));
  }

  private Future<Buffer> body(UpstreamResponse answer) {
    if (answer.status() != 200) {
      answer.abort();
      return Future.failedFuture(new Unfit("the source answers with status " + answer.status()));
    }
    if (answer.contentLength() > most) {
      answer.abort();
      return Future.failedFuture(tooLarge());
    }
    var body = Buffer.buffer();
    answer.handler(part -> take(part, body, answer));
    answer.resume();
    return answer
        .ended()
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(_ -> answer.abort())
        .transform(ended ->
            ended.succeeded() && body.length() <= most
                ? Future.succeededFuture(body)
                : Future.failedFuture(explained(ended.cause(), body)));
  }

  /** What is wrong with a body; one that is too large was cut. */
  private Throwable explained(@Nullable Throwable cause, Buffer body) {
    if (cause == null || body.length() > most) {
      return tooLarge();
    }
    return cause instanceof TimeoutException ? new Unfit("it comes too slowly", cause) : cause;
  }

  private static Unfit tooLarge() {
    return new Unfit("a file of the release is too large");
  }

  private void take(ByteBuf part, Buffer body, UpstreamResponse answer) {
    var bytes = new byte[part.readableBytes()];
    part.readBytes(bytes);
    part.release();
    body.appendBytes(bytes);
    if (body.length() > most) {
      answer.abort();
    }
  }

  Future<Void> close() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(_ -> upstream.close().onComplete(done));
    return done.future();
  }
}
