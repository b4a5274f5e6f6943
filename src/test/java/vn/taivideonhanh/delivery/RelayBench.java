package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import io.netty.util.internal.PlatformDependent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.ByteRange.Extent;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.Children;

/**
 * Measures merged downloads over loopback: speed, processor time of the relaying process alone,
 * memory a stream. The site and the clients are processes of their own. {@code scripts/bench-relay}
 * runs it.
 */
final class RelayBench {
  private static final int ROUNDS = 9;
  private static final int SLOW = 16;
  private static final double MIB = 1 << 20;

  private RelayBench() {}

  /** {@code origin FOLDER} is the site; {@code relay FOLDER} the measurement. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var folder = Path.of(args[1]).toAbsolutePath();
    var options = new VertxOptions().setPreferNativeTransport(true);
    var vertx = Vertx.builder().with(options).build();
    if (args[0].equals("origin")) {
      // Clients that leave in the middle are no news.
      var server =
          vertx
              .createHttpServer()
              .connectionHandler(connection -> connection.exceptionHandler(_ -> {}))
              .requestHandler(request -> serve(folder, request));
      say("%d", server.listen(0, "127.0.0.1").await().actualPort());
      return;
    }
    make(folder);
    var origin = again(List.of("origin", folder.toString()));
    try (var said = origin.inputReader()) {
      measure(vertx, folder, Integer.parseInt(requireNonNull(said.readLine())));
    } finally {
      origin.destroy();
      vertx.close().await();
    }
  }

  /** Pictures that can't be packed, a gigabyte of them, and a sound. */
  private static void make(Path folder) throws IOException, InterruptedException {
    if (Files.exists(folder.resolve("v.mp4"))) {
      return;
    }
    Files.createDirectories(folder);
    var media = new Clip(folder);
    var index = "+frag_keyframe+default_base_moof+global_sidx+dash";
    var _ = media.video("once.mp4", "-vf", "scale=1280:720,noise=alls=90:allf=t", "-qp", "0");
    int times = (int) ((1L << 30) / Files.size(media.file("once.mp4")));
    media.copy("v.mp4", "once.mp4", times, "-movflags", index);
    var _ = media.audio("sound.m4a");
    media.copy(
        "a.mp4", "sound.m4a", times, "-movflags", index.substring(14), "-frag_duration", "2000000");
  }

  private static void measure(Vertx vertx, Path folder, int port)
      throws IOException, InterruptedException {
    var site = "http://127.0.0.1:" + port;
    var relay = new Relay(port, new Children(vertx), folder);
    vertx.deployVerticle(relay).await();
    long merged = relay.serves(Merged.plan(site + "/v.mp4", site + "/a.mp4", 0));
    var rounds = new ArrayList<Round>();
    for (int i = 0; i < ROUNDS; i++) {
      double straight = megabytes(fetch(site + "/v.mp4"));
      rounds.add(once(relay, merged, straight));
    }
    report(rounds, relay.children.live());
    many(relay);
    relay.children.close().await();
  }

  /**
   * One merged download, and before it one of a source as it is.
   *
   * @param speed in MB/s
   * @param cpu of the relay, in seconds a GiB
   * @param straight speed without a relay, in MB/s
   */
  private record Round(double speed, double cpu, double straight) {}

  private static Round once(Relay relay, long length, double straight)
      throws IOException, InterruptedException {
    long before = cpu();
    var got = fetch(relay.url());
    double spent = (cpu() - before) / 1e9;
    if (got[0] != length) {
      throw new IOException(got[0] + " bytes of " + length);
    }
    var round = new Round(megabytes(got), spent / (length / (1024 * MIB)), straight);
    say("%.0f MB/s, %.2f CPU s/GiB; straight %.0f MB/s", round.speed, round.cpu, round.straight);
    return round;
  }

  /** The first rounds are left out, in which code is still being compiled. */
  private static void report(List<Round> rounds, int children) {
    var warm = rounds.subList(2, rounds.size());
    say(
        "medians: %.0f MB/s, %.2f CPU s/GiB; straight %.0f MB/s, of which %.0f %%; %d children",
        median(warm, Round::speed),
        median(warm, Round::cpu),
        median(warm, Round::straight),
        100 * median(warm, round -> round.speed / round.straight),
        children);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return rounds.stream()
        .mapToDouble(figure)
        .sorted()
        .skip(rounds.size() / 2)
        .findFirst()
        .orElseThrow();
  }

  private static double megabytes(double[] got) {
    return got[0] / got[1] / 1e6;
  }

  private static void many(Relay relay) throws IOException, InterruptedException {
    long before = PlatformDependent.usedDirectMemory();
    var clients =
        IntStream.range(0, SLOW)
            .mapToObj(_ -> curl(relay.url(), "--limit-rate", "2M", "--max-time", "8"))
            .toList();
    long most = before;
    for (var client : clients) {
      while (client.isAlive()) {
        most = Math.max(most, PlatformDependent.usedDirectMemory());
        client.onExit().completeOnTimeout(client, 50, TimeUnit.MILLISECONDS).join();
      }
    }
    say("%.2f MiB of buffers a stream, %d slow streams", (most - before) / MIB / SLOW, SLOW);
  }

  /** How many bytes there were, and the seconds from the first to the last. */
  private static double[] fetch(String url) throws IOException, InterruptedException {
    var client = curl(url, "-w", "%{size_download} %{time_starttransfer} %{time_total}");
    var said = new String(client.getInputStream().readAllBytes(), US_ASCII).strip().split(" ", -1);
    if (client.waitFor() != 0) {
      throw new IOException("curl ended with " + client.exitValue());
    }
    return new double[] {
      Double.parseDouble(said[0]), Double.parseDouble(said[2]) - Double.parseDouble(said[1])
    };
  }

  private static Process curl(String url, String... options) {
    var command = new ArrayList<>(List.of("curl", "-sf", "-o", "/dev/null"));
    command.addAll(List.of(options));
    command.add(url);
    return start(command);
  }

  /** This program once more. */
  private static Process again(List<String> arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command =
        new ArrayList<>(
            List.of(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                RelayBench.class.getName()));
    command.addAll(arguments);
    return start(command);
  }

  private static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(Path folder, HttpServerRequest request) {
    var file = folder.resolve(requireNonNull(request.path()).substring(1));
    long length = file.toFile().length();
    var range = ByteRange.parse(request.getHeader("Range"));
    var extent = range == null ? new Extent(0, length) : requireNonNull(range.in(length));
    if (range != null) {
      request.response().setStatusCode(206).putHeader("Content-Range", extent.contentRange(length));
    }
    request
        .response()
        .putHeader("ETag", "\"" + length + "\"")
        .sendFile(file.toString(), extent.first(), extent.length())
        .onFailure(_ -> {});
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }

  /** The relay, as a stream route makes it. */
  private static final class Relay extends VerticleBase {
    private final int origin;
    private final Children children;
    private final Workshop workshop;
    private @Nullable HttpServer server;
    private @Nullable Delivery delivery;
    private @Nullable Survey survey;
    private volatile StreamPlan.@Nullable ExactMux plan;

    Relay(int origin, Children children, Path folder) {
      this.origin = origin;
      this.children = children;
      this.workshop = Rig.workshop(children, folder, Rig.LIMITS);
    }

    @Override
    public Future<?> start() {
      var upstream = new Upstream(vertx, Rig.egress(origin), Rig.LIMITS);
      survey = new Survey(vertx, upstream, Rig.LIMITS, workshop.indexes());
      delivery = new Delivery(vertx, upstream, Rig.LIMITS, workshop);
      server = vertx.createHttpServer().requestHandler(this::serve);
      return server.listen(0, "127.0.0.1");
    }

    String url() {
      return "http://127.0.0.1:" + requireNonNull(server).actualPort() + "/";
    }

    /** Serves it from now on; how long it is. */
    long serves(StreamPlan.ExactMux unmeasured) {
      Promise<Long> length = Promise.promise();
      context.runOnContext(_ -> requireNonNull(survey).length(unmeasured).onComplete(length));
      long bytes = length.future().await();
      plan = Exact.measured(unmeasured, bytes);
      return bytes;
    }

    private void serve(HttpServerRequest request) {
      var wanted =
          new DeliveryRequest(
              requireNonNull(plan),
              request.method().equals(HttpMethod.HEAD),
              request.headers(),
              false,
              () -> Future.failedFuture("nothing is renewed"),
              null);
      var _ = requireNonNull(delivery).start(wanted, request);
    }
  }
}
