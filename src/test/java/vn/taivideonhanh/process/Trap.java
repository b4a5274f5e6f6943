package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import vn.taivideonhanh.config.Sandbox.Level;

/** What the program in {@code hostile/yt_dlp/attack.py} must not get at, and what it did get. */
public final class Trap implements AutoCloseable {
  /** A folder that stands where yt-dlp's library should. */
  public static final Path HOSTILE = Path.of("src/test/resources/hostile").toAbsolutePath();

  private static final String SAID = "achieved:";
  private static final Duration AFTER_ITS_JOB = Duration.ofSeconds(2);

  private final Path data;
  private final String mark = "tvn-" + UUID.randomUUID();
  // A time that nobody else sleeps, to find the process by.
  private final String sleep = "98" + System.nanoTime();
  private final ServerSocket port = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  private final ServerSocket six = listening("::1");
  private final InetAddress machine = machine();
  private final ServerSocket other = new ServerSocket(0, 50, machine);
  private final ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX);

  /**
   * @param data a data directory, which gets its secrets
   */
  public Trap(Path data) throws IOException {
    this.data = data;
    Files.writeString(data.resolve("secret"), "x");
    var stream = Files.createDirectories(data.resolve("work").resolve("child-other"));
    Files.writeString(stream.resolve("part"), "x");
    Files.createDirectories(data.resolve("python").resolve("cache"));
    var redis = Files.createDirectories(data.resolve("redis"));
    local.bind(UnixDomainSocketAddress.of(redis.resolve("redis.sock")));
  }

  /** Where there is no IPv6, the port of another one stands for it. */
  private static ServerSocket listening(String address) throws IOException {
    try {
      return new ServerSocket(0, 50, InetAddress.ofLiteral(address));
    } catch (IOException _) {
      return new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    }
  }

  private static InetAddress machine() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .findFirst()
        .orElse(InetAddress.ofLiteral("127.0.0.1"));
  }

  /** The page that makes the program attack. */
  public String url() {
    return "http://attack.test/?data=%s&port=%d&six=%d&machine=%s&other=%d&server=%d&mark=%s&sleep=%s"
        .formatted(
            data,
            port.getLocalPort(),
            six.getLocalPort(),
            machine.getHostAddress(),
            other.getLocalPort(),
            ProcessHandle.current().pid(),
            mark,
            sleep);
  }

  /** Compares what the program said that it achieved with what a level allows. */
  public static void judge(Level level, String said) {
    assertThat(said).startsWith(SAID);
    var achieved = new ArrayList<>(Arrays.asList(said.substring(SAID.length()).strip().split(" ")));
    achieved.remove("");
    if (!scopesSignals()) {
      achieved.remove("signal-parent");
    }
    switch (level) {
      case BUBBLEWRAP, LANDLOCK_NET -> assertThat(achieved).isEmpty();
      case LANDLOCK_FILES ->
          assertThat(achieved)
              .contains("connect")
              .isSubsetOf("connect", "connect-six", "connect-machine", "listen");
      // That the attempts would work shows that it is the cage that stops them.
      case NONE ->
          assertThat(achieved)
              .contains(
                  "read-passwd",
                  "read-data",
                  "list-data",
                  "read-other-job",
                  "read-other-process",
                  "write-data",
                  "write-temporary",
                  "write-shared-memory",
                  "write-cache",
                  "connect",
                  "connect-machine",
                  "send-datagram",
                  "connect-locally",
                  "open-local-socket",
                  "listen",
                  "be-traced",
                  "read-memory",
                  "change-personality")
              .doesNotContain(
                  "write-bytes",
                  "find-descriptor",
                  "find-environment",
                  "open-many",
                  "take-memory",
                  "leave-core");
    }
  }

  /** Linux 6.12 has the Landlock that keeps a child from signalling others. */
  private static boolean scopesSignals() {
    var version =
        Stream.of(System.getProperty("os.version").split("[^0-9]+"))
            .limit(2)
            .map(Integer::valueOf)
            .toList();
    return version.getFirst() * 1000 + version.getLast() >= 6012;
  }

  /** Whether what the program left behind goes within two seconds. */
  public boolean nothingOutlives() {
    return Alive.within(AFTER_ITS_JOB, () -> sleepers().findAny().isEmpty());
  }

  private Stream<ProcessHandle> sleepers() {
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().commandLine().orElse("").contains(sleep));
  }

  @Override
  public void close() throws IOException {
    sleepers().forEach(ProcessHandle::destroyForcibly);
    for (var place : List.of("/tmp", "/dev/shm")) {
      Files.deleteIfExists(Path.of(place, mark));
    }
    Files.deleteIfExists(HOSTILE.resolve("yt_dlp/written.py"));
    for (var each : List.of(port, six, other, local)) {
      each.close();
    }
  }
}
