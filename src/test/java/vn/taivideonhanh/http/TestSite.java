package vn.taivideonhanh.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.delivery.ChildSlots;
import vn.taivideonhanh.delivery.Delivery;
import vn.taivideonhanh.delivery.Workshop;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;

/**
 * A real server on a free port, with two instances of the verticle and the real delivery; the other
 * verticles are {@link FakeParts}.
 */
final class TestSite implements AutoCloseable {
  static final String JSON = "application/json";
  private static final byte[] SECRET =
      "a secret of at least 32 bytes, for tests".getBytes(StandardCharsets.UTF_8);

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final FakeParts fakes = new FakeParts(vertx);
  final AppConfig config;
  private final Children children = new Children(vertx);
  private final HttpParts parts;
  private final String deployment;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  TestSite(Map<String, String> environment) {
    var all = new HashMap<>(Map.of("TVN_HTTP_PORT", "0", "TVN_DRAIN_TIMEOUT", "200ms"));
    all.putAll(environment);
    config = ConfigLoader.load(null, all);
    parts =
        new HttpParts(
            config,
            new Identities(config.accessMode(), SECRET),
            InstantSource.fixed(Instant.ofEpochMilli(Samples.AT)),
            meters,
            WebRoot.read("webroot-sample"));
    deployment =
        vertx
            .deployVerticle(
                () -> new HttpVerticle(parts, this::delivery),
                new DeploymentOptions().setInstances(2))
            .await();
  }

  private Delivery delivery(Vertx of) {
    var workshop =
        new Workshop(
            children,
            new ChildSlots(2),
            Path.of("ffmpeg"),
            (_, _) ->
                new Workshop.Run(ChildSpec.of(Path.of("target"), List.of("/bin/false")), () -> {}),
            Path.of("target"));
    var upstream = new Upstream(of, config.egress(), config.relay());
    return new Delivery(of, upstream, config.relay(), workshop);
  }

  int port() {
    return parts.port();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request.build(), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        request(path).header("Content-Type", JSON).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  HttpClient client() {
    return client;
  }

  Socket socket() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(15_000);
    return socket;
  }

  /** Sends bytes as they are, and reads until the server closes. */
  String raw(String bytes) throws IOException {
    try (var socket = socket()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  void undeploy() {
    vertx.undeploy(deployment).await();
  }

  @Override
  public void close() {
    client.shutdownNow();
    children.close().eventually(vertx::close).await();
  }
}
