package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Tunnels, budgets, and ends. */
final class EgressGuardLimitsTest {
  private static final byte[] HELLO = Hello.record();

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger heard = new AtomicInteger();
  private final Site site =
      Site.start(
          vertx,
          (head, socket) -> {
            if (!head.contains("/silent")) {
              say(
                  socket,
                  "HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(200_000));
            }
          });
  private final NetServer echo =
      vertx
          .createNetServer()
          .connectHandler(socket ->
              socket.handler(part -> {
                heard.addAndGet(part.length());
                socket.write(part).onFailure(_ -> {});
              }))
          .listen(0, "127.0.0.1")
          .await();
  private final GuardRig rig = new GuardRig(vertx, site.pair() + "," + address());

  @AfterEach
  void end() {
    rig.close();
    vertx.close().await();
  }

  private String address() {
    return "127.0.0.1:" + echo.actualPort();
  }

  private JobPass pass(int connections, int atOnce, int names, long down, long up) {
    var wide = GuardRig.WIDE;
    return rig.guard.open(
        "job", new Budget(connections, atOnce, names, down, up, wide.idle(), wide.life()));
  }

  private Socket tunnel(JobPass pass) throws IOException {
    var socket = GuardRig.socket(pass);
    assertThat(GuardRig.tunnel(socket, pass, address())).startsWith("HTTP/1.1 200 ");
    return socket;
  }

  @Test
  void a_tunnel_carries_what_begins_as_tls() throws IOException {
    try (var socket = tunnel(rig.guard.open("job", GuardRig.WIDE))) {
      for (var octet : HELLO) {
        socket.getOutputStream().write(octet);
      }
      assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
      socket.getOutputStream().write("anything".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(8)).asString().isEqualTo("anything");
    }
  }

  @Test
  void a_tunnel_without_tls_is_cut_before_the_site_hears_a_word() throws IOException {
    for (var words : List.of("GET / HTTP/1.1\r\n\r\n", "\u0016\u0002\u0001\u0000\u0001", "")) {
      try (var socket = tunnel(rig.guard.open("job", GuardRig.WIDE))) {
        socket.getOutputStream().write(words.getBytes(ISO_8859_1));
        assertThat(ended(socket)).isTrue();
      }
    }
    assertThat(heard).hasValue(0);
  }

  @Test
  void a_site_that_says_nothing_is_given_up() throws IOException {
    assertThat(rig.get(rig.guard.open("job", GuardRig.WIDE), site.url("/silent")))
        .startsWith("HTTP/1.1 504 ");
  }

  @Test
  void connections_are_counted() throws IOException {
    var pass = pass(2, 12, 40, 1 << 20, 1 << 20);
    assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 200 ");
    assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 200 ");
    assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 403 ");
    assertThat(site.connections).hasValue(2);
    assertThat(pass.explain(new Failure(ProblemCode.SITE_FAILED, "said")).detail())
        .isNotEqualTo("said");
  }

  @Test
  void so_are_those_at_once() throws IOException {
    var pass = pass(100, 2, 40, 1 << 20, 1 << 20);
    try (var first = tunnel(pass);
        var second = tunnel(pass)) {
      assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 403 ");
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }
  }

  @Test
  void so_are_names() throws IOException {
    var pass = pass(100, 12, 1, 1 << 20, 1 << 20);
    assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 200 ");
    assertThat(rig.get(pass, "http://8.8.8.8/")).startsWith("HTTP/1.1 403 ");
    assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void so_are_octets_of_sites() throws IOException {
    var pass = pass(100, 12, 40, 300_000, 1 << 20);
    assertThat(rig.get(pass, site.url("/"))).endsWith("x".repeat(200_000));
    assertThat(rig.get(pass, site.url("/")).length()).isLessThan(150_000);
  }

  @Test
  void so_are_octets_of_the_child() throws IOException {
    try (var socket = tunnel(pass(100, 12, 40, 1 << 20, 5000))) {
      socket.getOutputStream().write(HELLO);
      assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
      socket.getOutputStream().write(new byte[10_000]);
      assertThat(ended(socket)).isTrue();
    }
  }

  @Test
  void the_end_of_a_pass_cuts_its_sockets_and_no_other() throws IOException {
    var pass = rig.guard.open("job", GuardRig.WIDE);
    var other = rig.guard.open("job", GuardRig.WIDE);
    try (var one = tunnel(pass);
        var two = tunnel(pass);
        var kept = tunnel(other)) {
      for (var socket : List.of(one, two, kept)) {
        socket.getOutputStream().write(HELLO);
        assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
      }
      var began = System.nanoTime();
      pass.close();
      assertThat(ended(one) && ended(two)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
      kept.getOutputStream().write(HELLO);
      assertThat(kept.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
      assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 407 ");
    }
  }

  @Test
  void a_pass_ends_by_itself() throws IOException {
    var wide = GuardRig.WIDE;
    var brief = new Budget(9, 9, 9, wide.down(), wide.up(), wide.idle(), Duration.ofMillis(300));
    try (var socket = tunnel(rig.guard.open("job", brief))) {
      socket.getOutputStream().write(HELLO);
      assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
      assertThat(ended(socket)).isTrue();
    }
    assertThat(rig.guard.passes()).isZero();
  }

  private static Budget impatient() {
    var wide = GuardRig.WIDE;
    return new Budget(9, 9, 9, 1L << 30, 1 << 20, Duration.ofMillis(200), wide.life());
  }

  @Test
  void a_tunnel_in_which_nothing_moves_is_closed() throws IOException {
    try (var socket = tunnel(rig.guard.open("job", impatient()))) {
      socket.getOutputStream().write(HELLO);
      assertThat(socket.getInputStream().readNBytes(HELLO.length)).isEqualTo(HELLO);
      assertThat(ended(socket)).isTrue();
    }
  }

  @Test
  void nothing_flows_faster_than_the_child_takes_it() throws IOException {
    var sent = new AtomicInteger();
    var flood =
        vertx
            .createNetServer()
            .connectHandler(socket -> {
              var part = Buffer.buffer(new byte[1 << 16]);
              Runnable more =
                  new Runnable() {
                    @Override
                    public void run() {
                      while (!socket.writeQueueFull()) {
                        sent.addAndGet(part.length());
                        socket.write(part).onFailure(_ -> {});
                      }
                      socket.drainHandler(_ -> run());
                    }
                  };
              socket.exceptionHandler(_ -> {});
              socket.handler(_ -> more.run());
            })
            .listen(0, "127.0.0.1")
            .await();
    try (var open = new GuardRig(vertx, "127.0.0.1:" + flood.actualPort())) {
      // A child that stands still for longer than the site may is no reason to end it.
      var pass = open.guard.open("job", impatient());
      try (var socket = GuardRig.socket(pass)) {
        assertThat(GuardRig.tunnel(socket, pass, "127.0.0.1:" + flood.actualPort()))
            .startsWith("HTTP/1.1 200 ");
        socket.getOutputStream().write(HELLO);
        var first = settled(sent);
        assertThat(first).isPositive().isLessThan(64 << 20);
        assertThat(socket.getInputStream().readNBytes(first)).hasSize(first);
        assertThat(settled(sent)).isGreaterThan(first);
      }
    }
  }

  /** What it is once it has been the same for a while. */
  private static int settled(AtomicInteger count) {
    var seen = new ArrayList<Integer>(List.of(-1));
    for (var since = System.nanoTime(); System.nanoTime() - since < 500_000_000L; ) {
      if (seen.getLast() != count.get()) {
        seen.add(count.get());
        since = System.nanoTime();
      }
      Thread.onSpinWait();
    }
    return seen.getLast();
  }

  /** Whether the other side ends it, one way or the other. */
  private static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException _) {
      return true;
    }
  }
}
