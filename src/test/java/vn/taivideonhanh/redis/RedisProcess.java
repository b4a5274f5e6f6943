package vn.taivideonhanh.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import vn.taivideonhanh.FreePort;

/**
 * A Redis server on a port of the loopback, to be killed, frozen and started again. Its program is
 * {@code TVN_TEST_REDIS_SERVER}, else {@code redis-server}. Its folder is left behind.
 */
public final class RedisProcess implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path folder;
  private final List<String> command;
  private final int port;
  private Process process;

  private RedisProcess(Path folder, List<String> command, int port) throws IOException {
    this.folder = folder;
    this.command = command;
    this.port = port;
    this.process = launch();
  }

  /**
   * Starts a server; it answers when this returns.
   *
   * @param folder of its files, made when missing
   * @param settings as on the command line: {@code --appendonly yes}
   */
  public static RedisProcess start(Path folder, String... settings) throws IOException {
    Files.createDirectories(folder);
    var port = FreePort.next();
    var command = new ArrayList<>(List.of(program(), "--port", String.valueOf(port)));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", folder.toString()));
    command.addAll(List.of(settings));
    return new RedisProcess(folder, List.copyOf(command), port);
  }

  /**
   * Starts a Sentinel that watches a primary under a name, and takes it for dead after a second.
   *
   * @param agreeing Sentinels that must think so
   */
  public static RedisProcess sentinel(Path folder, String name, int primary, int agreeing)
      throws IOException {
    Files.createDirectories(folder);
    var port = FreePort.next();
    var file = folder.resolve("sentinel.conf");
    Files.writeString(
        file,
        """
        port %d
        bind 127.0.0.1
        dir %s
        sentinel monitor %s 127.0.0.1 %d %d
        sentinel down-after-milliseconds %3$s 1000
        sentinel failover-timeout %3$s 4000
        """
            .formatted(port, folder, name, primary, agreeing));
    return new RedisProcess(folder, List.of(program(), file.toString(), "--sentinel"), port);
  }

  private static String program() {
    var chosen = System.getenv("TVN_TEST_REDIS_SERVER");
    return chosen == null ? "redis-server" : chosen;
  }

  public int port() {
    return port;
  }

  public RedisAddress address() {
    return new RedisAddress("redis://127.0.0.1:" + port, null);
  }

  private Process launch() throws IOException {
    var log = folder.resolve("redis.log").toFile();
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    var end = System.nanoTime() + START.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("Redis did not start: " + Files.readString(log.toPath()));
      }
      LockSupport.parkNanos(5_000_000);
    }
    return process;
  }

  private boolean answers() {
    try {
      return ask("PING").equals("PONG");
    } catch (IOException _) {
      return false;
    }
  }

  /** Kills it at once; what it has written to files stays with the kernel. */
  public void kill() {
    end(process.destroyForcibly());
  }

  /** Ends it properly. */
  @Override
  public void close() {
    process.destroy();
    end(process);
  }

  private static void end(Process process) {
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  /** Starts it again on its port, with its files. */
  public void again() throws IOException {
    process = launch();
  }

  /** It says nothing, but its sockets stay open. */
  public void freeze() throws IOException {
    signal(process.pid(), "STOP");
  }

  /** It goes on. */
  public void thaw() throws IOException {
    signal(process.pid(), "CONT");
  }

  /** Sends a signal to a process that a test has started. */
  public static void signal(long pid, String name) throws IOException {
    end(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start());
  }

  /** The facts of INFO. */
  public Map<String, String> info() throws IOException {
    return ask("INFO everything")
        .lines()
        .map(line -> line.split(":", 2))
        .filter(part -> part.length == 2)
        .collect(Collectors.toMap(part -> part[0], part -> part[1], (_, last) -> last));
  }

  /** The answer to a command whose words have no spaces; nothing but a line or a text. */
  public String ask(String line) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) START.toMillis());
      socket.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
      var in = new BufferedInputStream(socket.getInputStream());
      var first = line(in);
      return switch (first.charAt(0)) {
        case '$' -> new String(in.readNBytes(Integer.parseInt(first.substring(1))), UTF_8);
        case '-' -> throw new IOException(first);
        default -> first.substring(1);
      };
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    int next;
    while ((next = in.read()) != '\n') {
      if (next < 0) {
        throw new IOException("Redis closed the connection");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
