package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;

/** A real guard, and a child that speaks to it octet by octet. */
final class GuardRig implements AutoCloseable {
  static final Budget WIDE =
      new Budget(100, 12, 40, 1 << 20, 1 << 20, Duration.ofSeconds(15), Duration.ofMinutes(1));
  static final Times QUICK =
      new Times(
          Duration.ofMillis(700),
          Duration.ofSeconds(2),
          Duration.ofMillis(700),
          Duration.ofMillis(500));

  final Path folder = newFolder();
  final EgressGuard guard;

  GuardRig(Vertx vertx, String allow) {
    this(vertx, config(Map.of("TVN_EGRESS_ALLOW", allow)), null);
  }

  GuardRig(Vertx vertx, AppConfig config, @Nullable InetSocketAddress nameServer) {
    var names =
        nameServer == null
            ? DnsServerAddressStreamProviders.platformDefault()
            : new SingletonDnsServerAddressStreamProvider(nameServer);
    var wiring = new Wiring(PooledByteBufAllocator.DEFAULT, names, null, Duration.ofSeconds(30));
    guard = EgressGuard.start(vertx, config, new EgressGuard.Tuning(wiring, QUICK, folder)).await();
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("guard");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static AppConfig config(Map<String, String> environment) {
    return ConfigLoader.load(null, environment);
  }

  /** Says that as it is, and reads until the guard closes. */
  String say(JobPass pass, String request) throws IOException {
    try (var socket = socket(pass)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** Asks for that address with the pass's credential. */
  String get(JobPass pass, String url) throws IOException {
    return say(pass, "GET " + url + " HTTP/1.1\r\nHost: x\r\n" + credential(pass) + "\r\n");
  }

  static String credential(JobPass pass) {
    var pair = URI.create(pass.url()).getUserInfo().getBytes(ISO_8859_1);
    return "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
  }

  /** A tunnel that is open, or what was answered in its place. */
  static String tunnel(Socket socket, JobPass pass, String authority) throws IOException {
    var request = "CONNECT " + authority + " HTTP/1.1\r\n" + credential(pass) + "\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    var head = new StringBuilder();
    for (var octet = 0; octet >= 0 && head.indexOf("\r\n\r\n") < 0; ) {
      octet = socket.getInputStream().read();
      head.append(octet < 0 ? "" : (char) octet);
    }
    return head.toString();
  }

  static Socket socket(JobPass pass) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(pass.url()).getPort());
    socket.setSoTimeout(10_000);
    return socket;
  }

  @Override
  public void close() {
    guard.close().await();
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
