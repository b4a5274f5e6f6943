package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.problem.Failure;

/**
 * Every hostile address at every door: the intake, our own fetches, the children's guard. One
 * listener for all of this machine's addresses, and one beside the allowed site, wait for a
 * connection that must never come.
 */
final class HostileAddressesTest {
  private static final Budget ENDLESS =
      new Budget(
          1 << 20, 1 << 20, 1 << 20, 1 << 30, 1 << 30, GuardRig.WIDE.idle(), Duration.ofMinutes(5));
  private static final Pattern WEB =
      Pattern.compile("(?is)(https?://)(\\[[^]]*]|[^/:?#\\[]*)(?::[0-9]+)?([/?#].*)?");

  private final Vertx vertx = Vertx.vertx();
  private final List<String> hostile =
      Stream.concat(HostileAddresses.notAddresses(), HostileAddresses.forbidden()).toList();
  private final Site trap = trap();
  private final Site good = Site.start(vertx, (head, socket) -> say(socket, answer(head)));
  private final Site beside =
      Site.start(
          vertx,
          new NetServerOptions().setHost("127.0.0.2").setPort(good.port()),
          (_, socket) -> socket.close().onFailure(_ -> {}));
  private final List<List<String>> records = records();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final NameServer names = new NameServer(this::addresses);
  private final AppConfig config =
      GuardRig.config(
          Map.of(
              "TVN_EGRESS_ALLOW",
              good.pair(),
              "TVN_EGRESS_PORTS",
              "80,443,8080,8443,%d,%d".formatted(trap.port(), good.port())));
  private final Intake intake =
      new Intake(config.egress(), URI.create("https://Tai.Example.com/app"));

  @AfterEach
  void end() {
    assertThat(trap.connections).as("connections to addresses of this machine").hasValue(0);
    assertThat(beside.connections).as("connections beside the allowed pair").hasValue(0);
    names.close();
    vertx.close().await();
  }

  /** As they are, and leading to where the trap is. */
  private Stream<String> cases() {
    return hostile.stream()
        .flatMap(address -> {
          var web = WEB.matcher(address);
          return web.matches() && !web.group(2).equals("8.8.8.8")
              ? Stream.of(address, web.group(1) + web.group(2) + ":" + trap.port() + rest(web))
              : Stream.of(address);
        })
        .distinct();
  }

  private static String rest(Matcher web) {
    return web.group(3) == null ? "/" : web.group(3);
  }

  @Test
  void the_trap_would_see_a_connection() throws IOException {
    try (var first = new Socket(InetAddress.getLoopbackAddress(), trap.port());
        var second = new Socket(InetAddress.getByAddress(new byte[] {127, 1, 2, 3}), trap.port())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (trap.connections.get() < 2) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
    }
    trap.connections.set(0);
  }

  @Test
  void the_intake_refuses_each() {
    assertThat(hostile).hasSizeGreaterThan(150);
    assertThat(cases().filter(this::taken)).isEmpty();
  }

  /** With the port of the trap some lead to a public name, which the name server deals with. */
  private boolean taken(String address) {
    try {
      return !intake.canonical(address).matches("https?://example\\.com:" + trap.port() + "/.*");
    } catch (Failure _) {
      return false;
    }
  }

  @Test
  void our_own_fetches_reach_none_also_by_redirect_and_by_name() {
    try (var fetcher = new Fetcher(vertx, config.egress(), names.address(), null)) {
      var fetches = new ArrayList<Future<?>>();
      cases().forEach(address -> fetches.add(refused(fetcher.get(address))));
      for (var i = 0; i < hostile.size(); i++) {
        fetches.add(fetcher.get(good.url("/go/" + i)).otherwiseEmpty());
      }
      names().forEach(url -> fetches.add(refused(fetcher.get(url))));
      Future.join(fetches).await();
      assertThat(fetches).allMatch(Future::succeeded);
      for (var i = 0; i < 4; i++) {
        assertThat(fetcher.get(turning()).await().status()).isEqualTo(204);
      }
    }
  }

  private static Future<?> refused(Future<?> fetch) {
    return fetch.transform(done ->
        done.cause() instanceof Failure
            ? Future.succeededFuture()
            : Future.failedFuture(new AssertionError("not refused: " + done)));
  }

  @Test
  void the_guard_lets_nobody_through_to_any() throws Exception {
    try (var rig = new GuardRig(vertx, config, names.address());
        var children = Executors.newVirtualThreadPerTaskExecutor()) {
      var pass = rig.guard.open("job", ENDLESS);
      var visits = new ArrayList<Callable<String>>();
      Stream.concat(cases(), names())
          .forEach(address -> {
            visits.add(() -> asked(pass, "GET " + address));
            visits.add(() -> asked(pass, "CONNECT " + authority(address)));
          });
      for (var visit : children.invokeAll(visits)) {
        assertThat(visit.get()).doesNotContain("HTTP/1.1 2");
      }
      for (var i = 0; i < 4; i++) {
        assertThat(rig.get(pass, turning())).startsWith("HTTP/1.1 204 ");
      }
    }
  }

  private static String asked(JobPass pass, String what) throws IOException {
    var head = what + " HTTP/1.1\r\nHost: x\r\n" + GuardRig.credential(pass) + "\r\n";
    try (var socket = GuardRig.socket(pass)) {
      socket.getOutputStream().write(head.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    } catch (SocketException _) {
      return "";
    }
  }

  private static String authority(String address) {
    var web = WEB.matcher(address);
    return web.matches()
        ? address.replaceFirst("(?is)https?://", "").replaceFirst("(?s)[/?#].*", "")
        : address;
  }

  /** Names whose addresses are denied, or were allowed a moment ago. */
  private Stream<String> names() {
    return Stream.iterate(0, i -> i < records.size(), i -> i + 1)
        .map(i -> "http://n%d.example.com:%d/".formatted(i, trap.port()));
  }

  private String turning() {
    return "http://turning.example.com:" + good.port() + "/";
  }

  private static List<List<String>> records() {
    var own =
        interfaces()
            .map(InetAddress::getHostAddress)
            .map(address -> List.of(address.replaceFirst("%.*", "")));
    var others =
        Stream.of(
            "127.0.0.1",
            "127.1.2.3",
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fd00:ec2::254",
            "8.8.8.8 127.0.0.1",
            "127.0.0.1 8.8.8.8",
            "8.8.8.8 ::1",
            "2606:4700::1 127.0.0.1",
            "8.8.8.8 1.1.1.1 9.9.9.9 8.8.4.4 10.0.0.1");
    return Stream.concat(others.map(line -> List.of(line.split(" "))), own).toList();
  }

  private static Stream<InetAddress> interfaces() {
    try {
      return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses);
    } catch (SocketException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The allowed address only for the first question of each type; what nobody planned is denied.
   */
  private List<String> addresses(String name) {
    if (name.startsWith("turning.")) {
      var before = asked.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement();
      return List.of(before < 2 ? "127.0.0.1" : "127.0.0.2");
    }
    var number = name.replaceFirst("^n([0-9]+)\\.example\\.com\\.$", "$1");
    return number.equals(name) ? List.of("127.0.0.2") : records.get(Integer.parseInt(number));
  }

  private String answer(String head) {
    var number = head.replaceFirst("(?s)GET /go/([0-9]+) .*", "$1");
    return number.equals(head)
        ? "HTTP/1.1 204 No\r\n\r\n"
        : "HTTP/1.1 302 Go\r\nContent-Length: 0\r\nLocation: %s\r\n\r\n"
            .formatted(hostile.get(Integer.parseInt(number)).replaceAll("[\r\n]", ""));
  }

  /** One socket for all addresses, of both families where there are two. */
  private Site trap() {
    for (var every : List.of("::", "0.0.0.0")) {
      try (var free = new ServerSocket()) {
        free.bind(
            new InetSocketAddress(
                InetAddress.getByAddress(new byte[every.equals("::") ? 16 : 4]), 0));
      } catch (IOException _) {
        continue;
      }
      var options = new NetServerOptions().setHost(every).setPort(0);
      return Site.start(vertx, options, (_, socket) -> socket.close().onFailure(_ -> {}));
    }
    throw new IllegalStateException("no port can be had");
  }
}
