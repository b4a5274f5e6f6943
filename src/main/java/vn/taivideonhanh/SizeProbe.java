package vn.taivideonhanh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.Probe;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Source;

/** Asks sites how long files are, on an event loop of its own, for verticles on any thread. */
final class SizeProbe implements Function<Source.File, Future<@Nullable Long>> {
  private final ContextInternal context;
  private final Future<Upstream> upstream;

  SizeProbe(Vertx vertx, AppConfig config) {
    context = ((VertxInternal) vertx).createEventLoopContext();
    Promise<Upstream> built = Promise.promise();
    context.runOnContext(_ -> built.complete(Upstream.of(vertx, config)));
    upstream = built.future();
  }

  @Override
  public Future<@Nullable Long> apply(Source.File file) {
    Promise<Probe> asked = Promise.promise();
    context.runOnContext(_ ->
        upstream.compose(client -> client.probe(file.url(), file.headers())).onComplete(asked));
    return asked.future().map(probe -> probe.status() < 300 ? probe.length() : null);
  }
}
