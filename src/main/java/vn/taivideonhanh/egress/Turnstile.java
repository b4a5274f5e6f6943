package vn.taivideonhanh.egress;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import vn.taivideonhanh.config.Egress;

/**
 * Holds all children together to so many connections to one address, and so many new ones a second;
 * the rest waits in line, each until its child gives up. Belongs to one event loop.
 */
final class Turnstile {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final EventLoop loop;
  private final Egress limits;
  private final LongSupplier nanos;
  private final Map<InetAddress, Integer> open = new HashMap<>();
  private final List<Turn> line = new ArrayList<>();
  private long second;
  private int inSecond;

  private record Turn(InetAddress address, Promise<Void> comes) {}

  Turnstile(EventLoop loop, Egress limits) {
    this(loop, limits, System::nanoTime);
  }

  Turnstile(EventLoop loop, Egress limits, LongSupplier nanos) {
    this.loop = loop;
    this.limits = limits;
    this.nanos = nanos;
    second = nanos.getAsLong();
  }

  /** Connects when it is this child's turn. */
  Future<Channel> pass(Channel child, InetAddress address, Supplier<Future<Channel>> connect) {
    var turn = new Turn(address, Promise.promise());
    line.add(turn);
    child.closeFuture().addListener(_ -> leaveLine(turn));
    advance();
    return turn.comes.future().compose(_ -> connect.get().onComplete(site -> watch(site, address)));
  }

  /** How many wait. */
  int waiting() {
    return line.size();
  }

  private void leaveLine(Turn turn) {
    line.remove(turn);
    turn.comes.tryFail(Refusal.unreachable());
  }

  private void watch(AsyncResult<Channel> site, InetAddress address) {
    if (site.succeeded()) {
      site.result().closeFuture().addListener(_ -> leave(address));
    } else {
      leave(address);
    }
  }

  private void leave(InetAddress address) {
    open.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    advance();
  }

  private void advance() {
    if (nanos.getAsLong() - second >= SECOND) {
      second = nanos.getAsLong();
      inSecond = 0;
    }
    for (var turn : List.copyOf(line)) {
      if (inSecond >= limits.connectsPerSecond()) {
        var rest = SECOND - (nanos.getAsLong() - second);
        var _ = loop.schedule(this::advance, Math.max(1, rest), TimeUnit.NANOSECONDS);
        return;
      }
      if (open.getOrDefault(turn.address, 0) < limits.connectionsPerAddress()) {
        line.remove(turn);
        open.merge(turn.address, 1, Integer::sum);
        inSecond++;
        turn.comes.complete();
      }
    }
  }
}
