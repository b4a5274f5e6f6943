package vn.taivideonhanh.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * {@code java -jar} with a data folder of its own, on a free port. Closing it ends it with TERM.
 */
public final class RunningServer implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final String origin;

  private RunningServer(Process process, Path log, String origin) {
    this.process = process;
    this.log = log;
    this.origin = origin;
  }

  /** Starts it with more environment variables, and waits until it is ready. */
  public static RunningServer start(Path data, Map<String, String> settings) throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("TVN_HTTP_PORT", "0");
    environment.put("TVN_DATA_DIR", data.toString());
    var tools = Path.of("data", "tools", "yt-dlp").toAbsolutePath();
    if (Files.isDirectory(tools)) {
      environment.put("TVN_TOOLS_YT_DLP", tools.toString());
    }
    environment.putAll(settings);
    var log =
        Files.createTempFile(Files.createDirectories(Path.of("target", "it")), "server", ".log");
    var process = Jar.start(environment, log, List.of());
    try {
      var origin = Eventually.get(START, () -> announced(process, log));
      var server = new RunningServer(process, log, origin);
      Eventually.that(START, () -> Listening.ready(origin));
      return server;
    } catch (AssertionError | RuntimeException e) {
      process.destroyForcibly();
      throw new AssertionError("the server did not start:\n" + Files.readString(log), e);
    }
  }

  private static String announced(Process process, Path log) throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended with code " + process.exitValue());
    }
    var origins = Listening.origins(Files.readString(log));
    return origins.isEmpty() ? "" : origins.getFirst();
  }

  /** {@code http://127.0.0.1:PORT}. */
  public String origin() {
    return origin;
  }

  public Api api() {
    return new Api(origin);
  }

  /** What it has written so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** The server's own process. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** Every process that it has started, and those have. */
  List<ProcessHandle> descendants() {
    return process.toHandle().descendants().toList();
  }

  /** As a power cut does: {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** As a service's manager does: {@code kill -TERM}. */
  void tellToEnd() {
    process.destroy();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
