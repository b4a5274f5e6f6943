package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;

/** A Python program in yt-dlp's place that tries to get out, on each level that works here. */
class CageTest {
  private static final int MOST = 1 << 20;
  private static final Path HOSTILE = Path.of("src/test/resources/hostile").toAbsolutePath();
  private final Vertx vertx = Vertx.vertx();
  private final String mark = "tvn-" + UUID.randomUUID();
  // A time that nobody else sleeps, to find the process by.
  private final String sleep = "98" + System.nanoTime();
  private final ServerSocket forbidden = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final ServerSocketChannel local = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
  private @TempDir Path data;

  CageTest() throws IOException {}

  @BeforeEach
  void furnish() throws IOException {
    Files.writeString(data.resolve("secret"), "x");
    var other = Files.createDirectories(data.resolve("work").resolve("child-other"));
    Files.writeString(other.resolve("part"), "x");
    local.bind(UnixDomainSocketAddress.of(data.resolve("socket")));
  }

  @AfterEach
  void close() throws Exception {
    sleepers().forEach(ProcessHandle::destroyForcibly);
    Files.deleteIfExists(Path.of("/tmp", mark));
    Files.deleteIfExists(HOSTILE.resolve("yt_dlp/written.py"));
    forbidden.close();
    local.close();
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void a_forked_job_gets_nothing_that_it_was_not_given(Level level) throws Exception {
    var children = children(level);
    var lines = new LinkedBlockingQueue<String>();
    var process = WarmProcess.start(bench(children), line -> lines.add(line.toString())).await();
    assertThat(lines.poll(20, TimeUnit.SECONDS)).contains("\"ready\"");
    process.tell(
        new JsonObject()
                .put("op", "extract")
                .put("id", "job")
                .put("url", url())
                .put("proxy", "http://127.0.0.1:9")
                .encode()
            + "\n");
    var started = WarmLine.parse(Buffer.buffer(lines.poll(20, TimeUnit.SECONDS)));
    assertThat(started).isNotNull();
    assertThat(started.pid() == 0).isEqualTo(children.cage().ownProcesses());
    var result = WarmLine.parse(Buffer.buffer(lines.poll(20, TimeUnit.SECONDS)));
    assertThat(result).isNotNull();
    judge(level, new JsonObject(result.info()).getString("title"));
    assertThat(gone()).isEqualTo(level != Level.NONE);
    var _ = process.kill().await(10, TimeUnit.SECONDS);
    children.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void a_command_gets_nothing_that_it_was_not_given(Level level) throws Exception {
    var children = children(level);
    var spec =
        YtDlpCommand.analysis(bench(children).tools(), url(), new Way("http://127.0.0.1:9", null));
    var output = children.run(spec, MOST).await(20, TimeUnit.SECONDS);
    assertThat(output.clean()).as(output.exit().errors()).isTrue();
    judge(level, new JsonObject(output.text()).getString("title"));
    assertThat(gone()).isEqualTo(level != Level.NONE);
    children.close().await();
  }

  private static void judge(Level level, String title) {
    var achieved = List.of(title.substring("achieved:".length()).strip().split(" ", -1));
    switch (level) {
      case BUBBLEWRAP, LANDLOCK_NET -> assertThat(achieved).containsExactly("");
      case LANDLOCK_FILES -> assertThat(achieved).containsExactly("connect");
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
                  "write-code",
                  "write-temporary",
                  "connect",
                  "send-datagram",
                  "connect-locally",
                  "signal-parent");
    }
  }

  private Children children(Level level) {
    var cage = Cage.probe(new Sandbox(level.toString(), Level.NONE), null);
    assumeTrue(cage.level() == level, () -> level + " does not work on this machine");
    return new Children(vertx, cage);
  }

  private Bench bench(Children children) {
    var environment =
        Map.of("TVN_DATA_DIR", data.toString(), "TVN_TOOLS_YT_DLP", HOSTILE.toString());
    AppConfig config = ConfigLoader.load(null, environment);
    var tools = Tools.discover(children, config, InstantSource.system()).await();
    return new Bench(
        children,
        tools,
        config.analysis(),
        new MediaInfoReader(TestTools.INTAKE),
        TestTools.NO_WAY);
  }

  private String url() {
    return "http://attack.test/?data=%s&port=%d&server=%d&mark=%s&sleep=%s"
        .formatted(data, forbidden.getLocalPort(), ProcessHandle.current().pid(), mark, sleep);
  }

  private Stream<ProcessHandle> sleepers() {
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().commandLine().orElse("").contains(sleep));
  }

  /** Whether what was left behind is gone, or goes within two seconds. */
  private boolean gone() {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    while (sleepers().findAny().isPresent()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(5_000_000);
    }
    return true;
  }
}
