package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.config.Egress;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.MediaTypes;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Programs;

/** A server that does nothing but deliver one plan, as the stream route does. */
final class Rig extends VerticleBase {
  static final Path FFMPEG = requireNonNull(Programs.find("ffmpeg"), "ffmpeg is not installed");
  static final AppConfig.Relay LIMITS = limits(Duration.ofSeconds(20), 3, 4);

  private final Origin origin;
  private final AppConfig.Relay limits;
  private final Workshop workshop;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BlockingQueue<Session> sessions = new LinkedBlockingQueue<>();
  private @Nullable HttpServer server;
  private @Nullable Delivery delivery;

  volatile @Nullable StreamPlan plan;
  volatile Supplier<Future<StreamPlan>> renew =
      () -> Future.failedFuture(new IllegalStateException("not to be renewed"));

  volatile @Nullable ArchiveDesk desk;

  /** The most that a stream has a second; 0 is no limit. */
  volatile long rate;

  private Rig(Origin origin, AppConfig.Relay limits, Workshop workshop) {
    this.origin = origin;
    this.limits = limits;
    this.workshop = workshop;
  }

  static Rig start(Vertx vertx, Origin origin, AppConfig.Relay limits, Workshop workshop) {
    var rig = new Rig(origin, limits, workshop);
    vertx.deployVerticle(rig).await();
    return rig;
  }

  /** Children behind the strongest walls that work on this machine. */
  static Children caged(Vertx vertx) {
    return new Children(vertx, Cage.probe(new Sandbox("auto", Sandbox.Level.NONE), null));
  }

  static Workshop workshop(Children children, Path directory, AppConfig.Relay limits) {
    var slots = new ChildSlots(limits.childrenAtOnce());
    return new Workshop(
        children, slots, FFMPEG, running(directory, List.of("/bin/false")), directory);
  }

  static Workshop workshop(Children children, Path directory, List<String> ytDlp) {
    return new Workshop(
        children,
        new ChildSlots(LIMITS.childrenAtOnce()),
        FFMPEG,
        running(directory, ytDlp),
        directory);
  }

  /** A shell stands in for yt-dlp, so that it fails when told; the real one is tried on the jar. */
  private static Workshop.YtDlp running(Path directory, List<String> command) {
    return (_, _) -> new Workshop.Run(ChildSpec.of(directory, command), () -> {});
  }

  static AppConfig.Relay limits(Duration stall, int retries, int children) {
    return new AppConfig.Relay(
        stall,
        0,
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        retries,
        Duration.ofSeconds(30),
        Duration.ofMinutes(5),
        children,
        true);
  }

  @Override
  public Future<?> start() {
    var upstream = new Upstream(vertx, egress(origin.port()), limits);
    delivery = new Delivery(vertx, upstream, limits, workshop);
    server = vertx.createHttpServer().requestHandler(this::serve);
    return server.listen(0, "127.0.0.1");
  }

  private void serve(HttpServerRequest request) {
    var wanted =
        new DeliveryRequest(
                requireNonNull(plan),
                request.method().equals(HttpMethod.HEAD),
                MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                "1".equals(request.getParam("inline")),
                () -> renew.get(),
                desk)
            .at(rate);
    var session = requireNonNull(delivery).start(wanted, request);
    sessions.add(session);
    session
        .ended()
        .onSuccess(end -> {
          var failure = end.failure();
          if (failure != null && !request.response().closed()) {
            request
                .response()
                .setStatusCode(failure.code().status())
                .end(failure.code().slug())
                .onFailure(_ -> {});
          }
        });
  }

  /** Ends a stream as its owner would, on its event loop. */
  void stop(Session session, Outcome outcome) {
    context.runOnContext(_ -> session.stop(outcome));
  }

  /** A client that has asked and reads nothing by itself; its buffer is small. */
  Socket ask() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(32 << 10);
    socket.setSoTimeout(20_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
    socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
    return socket;
  }

  int port() {
    return requireNonNull(server).actualPort();
  }

  /** Serves this from now on, forgets the past, and renews nothing. */
  void serves(StreamPlan newPlan) {
    plan = newPlan;
    sessions.clear();
    renew = () -> Future.failedFuture(new IllegalStateException("not to be renewed"));
  }

  /** The whole answer, or an exception when the connection was cut. */
  HttpResponse<byte[]> get(String... headers) throws IOException, InterruptedException {
    return send("GET", headers);
  }

  HttpResponse<byte[]> send(String method, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/"))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** The next of the streams that were started. */
  Session session() throws InterruptedException {
    return requireNonNull(sessions.poll(20, TimeUnit.SECONDS), "no stream has begun");
  }

  /** How the next of the streams that were started ended. */
  Ended ended() throws InterruptedException {
    return session().ended().await();
  }

  static StreamPlan.Head head(String title, String ext, double seconds) {
    return new StreamPlan.Head(
        "https://page.example/", "site/1", title, ext, MediaTypes.of(ext), seconds, Size.NONE);
  }

  static StreamPlan.Direct direct(String url, @Nullable Long chunk) {
    return new StreamPlan.Direct(
        head("Tải nhanh", "mp4", 5), "22", new Source.File(url, Map.of(), chunk));
  }

  /** By which the origin may be visited though it is on this machine. */
  static Egress egress(int port) {
    return ConfigLoader.load(null, Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + port)).egress();
  }
}
