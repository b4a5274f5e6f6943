package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Connections that are opened while others end, by the kernel's own sockets. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
final class SocketsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ROUNDS = 100;
  private static final int MANY = 2000;
  private static final int AT_ONCE = 50;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private ServerSocket site;
  private EventLoop loop;
  private Sockets sockets;

  @BeforeEach
  void start() throws Exception {
    site = new ServerSocket(0, 128, InetAddress.ofLiteral("127.0.0.1"));
    var owner = (VertxInternal) vertx;
    loop = owner.createEventLoopContext().nettyEventLoop();
    var policy = new Intake(Policies.allowing("127.0.0.1:" + site.getLocalPort()), null).policy();
    sockets = new Sockets(loop, owner.transport(), policy, Wiring.standard());
  }

  @AfterEach
  void end() throws Exception {
    sockets.close().await();
    vertx.close().await();
    site.close();
  }

  /** The new socket has the number of the closed one, of which the kernel has told as well. */
  @Test
  void what_is_told_of_a_closed_socket_is_not_taken_for_a_new_one() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var two = List.of(new Reader(), new Reader());
      var far = new ArrayList<Socket>();
      for (int i = 0; i < 2; i++) {
        var channel = connect(two.get(i)).await(20, TimeUnit.SECONDS);
        two.get(1 - i).others.add(channel);
        far.add(site.accept());
      }
      var held = new CountDownLatch(1);
      loop.execute(() -> hold(held));
      for (var each : far) {
        each.getOutputStream().write('x');
        each.close();
      }
      held.countDown();
      var fresh = Future.any(two.stream().map(each -> each.fresh.future()).toList());
      assertThat(fresh.await(20, TimeUnit.SECONDS).size()).isEqualTo(2);
      var reached = site.accept();
      reached.close();
    }
  }

  @Test
  void two_thousand_connects_on_a_busy_loop_all_succeed() throws Exception {
    for (int done = 0; done < MANY; done += AT_ONCE) {
      var all = new ArrayList<Future<Channel>>();
      for (int i = 0; i < AT_ONCE; i++) {
        all.add(connect(new ChannelInboundHandlerAdapter()));
        loop.execute(SocketsTest::work);
      }
      for (int i = 0; i < AT_ONCE; i++) {
        site.accept().close();
      }
      Future.all(all).await(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void one_that_is_refused_is_unreachable() throws Exception {
    site.close();
    var failed = new CompletableFuture<Throwable>();
    connect(new ChannelInboundHandlerAdapter()).onFailure(failed::complete);
    assertThat(Failure.of(failed.get(20, TimeUnit.SECONDS)).code())
        .isEqualTo(ProblemCode.SITE_UNREACHABLE);
  }

  private Future<Channel> connect(ChannelInboundHandlerAdapter handler) {
    var to = new InetSocketAddress(site.getInetAddress(), site.getLocalPort());
    return sockets.connect(to, PATIENCE, channel -> channel.pipeline().addLast(handler));
  }

  private static void hold(CountDownLatch until) {
    try {
      assertThat(until.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void work() {
    for (long began = System.nanoTime(); System.nanoTime() - began < 100_000; ) {
      Thread.onSpinWait();
    }
  }

  /** With the first byte it closes the other one and opens another connection. */
  private final class Reader extends ChannelInboundHandlerAdapter {
    final Promise<Channel> fresh = Promise.promise();
    final List<Channel> others = new CopyOnWriteArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
      for (var other : others) {
        var _ = other.close();
      }
      connect(new ChannelInboundHandlerAdapter()).onComplete(fresh);
    }
  }
}
