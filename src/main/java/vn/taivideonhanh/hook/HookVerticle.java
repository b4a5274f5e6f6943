package vn.taivideonhanh.hook;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.queue.Lane;
import vn.taivideonhanh.queue.Limit;
import vn.taivideonhanh.queue.Worker;

/**
 * Answers {@link HookMessages}, tells endpoints what happens, and delivers. One instance a node, on
 * an event loop.
 */
public final class HookVerticle extends VerticleBase {
  private static final int AT_ONCE = 8;

  /** So that an endpoint that is slow leaves room for others. */
  private static final Limit FOR_ONE = new Limit(2, 0, Duration.ZERO);

  private final HookSettings settings;
  private final List<Receiver> receivers;
  private @Nullable Worker worker;
  private @Nullable Courier courier;

  /**
   * Reads the secrets of the endpoints, and blocks for it.
   *
   * @throws vn.taivideonhanh.config.ConfigException when a secret cannot be read
   */
  public HookVerticle(HookSettings settings) {
    this.settings = settings;
    this.receivers = settings.receivers();
  }

  @Override
  public Future<?> start() {
    var queue = settings.queue();
    var crier = new Crier(settings, queue, receivers);
    var desk = new Desk(settings, queue, crier, receivers);
    var served = Future.all(desk.serve(vertx).stream().map(MessageConsumer::completion).toList());
    if (receivers.isEmpty()) {
      return served;
    }
    var going = new Courier(vertx, settings, queue, receivers);
    courier = going;
    var claims = new Worker(vertx, queue, going, AT_ONCE);
    worker = claims;
    new Herald(vertx, crier).listen();
    return served
        .compose(_ -> queue.control().limit(Lane.PEOPLE, FOR_ONE))
        .compose(_ -> claims.start());
  }

  @Override
  public Future<?> stop() {
    var claims = worker;
    var going = courier;
    Future<Void> idle = claims == null ? Future.succeededFuture() : claims.stop();
    return idle.eventually(() -> going == null ? Future.succeededFuture() : going.close());
  }
}
