package vn.taivideonhanh.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vn.taivideonhanh.redis.RedisProcess;

/** A {@link TortureWorker} that is started again when it was killed. */
final class Victim implements AutoCloseable {
  private final Path folder;
  private final List<String> command;
  private Process process;
  private long frozenAt;
  private long frozenUntil;

  Victim(Path folder, int port, Duration lease) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            TortureWorker.class.getName(),
            String.valueOf(port),
            lease.toString(),
            runs().toString());
    this.process = launch();
  }

  private Process launch() throws IOException {
    var log = folder.resolve("log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  /** Where its runs are written down. */
  Path runs() {
    return folder.resolve("runs");
  }

  private String name() {
    return String.valueOf(process.pid());
  }

  /** Ends it at once, frozen or not, and starts another one. */
  Fault kill() throws IOException {
    var now = System.currentTimeMillis();
    var fault = new Fault("worker killed", name(), frozenAt == 0 ? now : frozenAt, now);
    frozenAt = 0;
    process.destroyForcibly().onExit().join();
    process = launch();
    return fault;
  }

  /** Stops it in its tracks until then. */
  void freeze(long until) throws IOException {
    if (frozenAt == 0) {
      frozenAt = System.currentTimeMillis();
      frozenUntil = until;
      RedisProcess.signal(process.pid(), "STOP");
    }
  }

  /** Lets it go on when its time has come. */
  Optional<Fault> thawIfDue(long now) throws IOException {
    if (frozenAt == 0 || now < frozenUntil) {
      return Optional.empty();
    }
    RedisProcess.signal(process.pid(), "CONT");
    var fault = new Fault("worker frozen", name(), frozenAt, System.currentTimeMillis());
    frozenAt = 0;
    return Optional.of(fault);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
