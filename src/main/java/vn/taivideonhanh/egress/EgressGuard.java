package vn.taivideonhanh.egress;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;

/**
 * A forward proxy on loopback for children: every address that one visits is judged by the very
 * classes that judge our own fetches. It carries {@code CONNECT} with TLS inside, and plain
 * requests in absolute form, RFC 9112 3.2.2, one a connection; all else is refused. One for each
 * node, on an event loop of its own.
 */
public final class EgressGuard implements Proxies {
  /** Far above what passes allow together; a stranger on this machine must not use up sockets. */
  private static final int MOST_CONNECTIONS = 2048;

  /** Sockets of a visit: the child's, and the site's. */
  private static final int FOR_A_VISIT = 2;

  private final AppConfig config;
  private final ChannelGroup children;
  private final Resolver resolver;
  private final Sockets sockets;
  private final Turnstile turnstile;
  private final Guesses guesses = new Guesses(System::nanoTime);
  private final int most = most(descriptors());
  private final Intake intake;
  private final Times times;
  private volatile @Nullable Doors doors;
  private volatile @Nullable Passes passes;

  private EgressGuard(VertxInternal vertx, EventLoop loop, AppConfig config, Tuning tuning) {
    this.config = config;
    times = tuning.times;
    children = new DefaultChannelGroup(loop, true);
    intake = new Intake(config.egress(), config.http().publicUrl());
    var policy = intake.policy();
    var lookup = new Resolver.Lookup(tuning.wiring, config.egress().dnsTimeout());
    resolver = new Resolver(loop, vertx.transport(), policy, lookup);
    sockets = new Sockets(loop, vertx.transport(), policy, tuning.wiring);
    turnstile = new Turnstile(loop, config.egress());
  }

  /** What tests need otherwise. */
  record Tuning(Wiring wiring, Times times, Path folder) {}

  /**
   * Completes when it listens: on a free port of 127.0.0.1, and on a Unix socket in folder {@code
   * guard} of the data directory. It writes there, so it is not for event loops.
   */
  public static Future<EgressGuard> start(Vertx vertx, AppConfig config) {
    var folder = config.data().dir().resolve("guard");
    return start(vertx, config, new Tuning(Wiring.standard(), Times.STANDARD, folder));
  }

  static Future<EgressGuard> start(Vertx vertx, AppConfig config, Tuning tuning) {
    var owner = (VertxInternal) vertx;
    var loop = owner.createEventLoopContext().nettyEventLoop();
    var guard = new EgressGuard(owner, loop, config, tuning);
    return guard.listen(owner, loop, tuning.folder);
  }

  private Future<EgressGuard> listen(VertxInternal vertx, EventLoop loop, Path folder) {
    var frame = new Doors.Frame(loop, vertx.transport(), this::furnish);
    return Doors.open(frame, folder)
        .map(opened -> {
          passes = new Passes(loop, opened.port());
          doors = opened;
          return this;
        });
  }

  private void furnish(Channel child) {
    var known = passes;
    if (known == null || children.size() >= most) {
      var _ = child.close();
      return;
    }
    children.add(child);
    var limits =
        new HttpDecoderConfig().setMaxInitialLineLength(10 << 10).setMaxHeaderSize(32 << 10);
    var way = new Visit.Way(turnstile, sockets);
    var gate = new Visit.Gate(known, guesses, intake, resolver, way, times);
    child
        .pipeline()
        .addLast(new Toll())
        .addLast("http", new HttpServerCodec(limits))
        .addLast(new Visit(gate, child));
  }

  @Override
  public Pass open(String job, Kind kind) {
    return open(
        job,
        switch (kind) {
          case ANALYSIS -> Budget.analysis(config.analysis());
          case STREAM -> Budget.stream(config.relay());
        });
  }

  JobPass open(String job, Budget budget) {
    var known = passes;
    if (known == null || !listens()) {
      throw Refusal.down();
    }
    return known.open(job, budget);
  }

  @Override
  public int port() {
    var opened = doors;
    return opened == null ? 0 : opened.port();
  }

  @Override
  public @Nullable Path socket() {
    var opened = doors;
    return opened == null ? null : opened.socket();
  }

  /** How many jobs may use it at the moment. */
  public int passes() {
    var known = passes;
    return known == null ? 0 : known.count();
  }

  /** How often a child was sent back for the address that it wanted to visit. */
  public long refusals() {
    var known = passes;
    return known == null ? 0 : known.refusals();
  }

  /** How many of the {@link #refusals} were for a name whose addresses may not be visited. */
  public long astray() {
    var known = passes;
    return known == null ? 0 : known.astray();
  }

  /** How often so many wrong credentials came that they were not answered any more. */
  public long lockOuts() {
    return guesses.lockOuts();
  }

  /** Children's connections that may use half of the descriptors of this process. */
  static int most(long descriptors) {
    return Math.clamp(descriptors / 2 / FOR_A_VISIT, 1, MOST_CONNECTIONS);
  }

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** Whether it takes connections. */
  public boolean listens() {
    var opened = doors;
    return opened != null && opened.open();
  }

  /** Breaks off what runs; jobs that come later fail with {@code UNAVAILABLE}. */
  public Future<Void> close() {
    var known = passes;
    if (known != null) {
      known.breakOff(Refusal.down());
    }
    var opened = doors;
    Future<Void> shut = opened == null ? Future.succeededFuture() : opened.close();
    return shut.compose(_ -> closed(children))
        .compose(_ -> sockets.close())
        .onComplete(_ -> resolver.close());
  }

  private static Future<Void> closed(ChannelGroup group) {
    var promise = Promise.<Void>promise();
    group.close().addListener(_ -> promise.complete());
    return promise.future();
  }
}
