package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
import vn.taivideonhanh.process.Trap;

/** A Python program in yt-dlp's place that tries to get out, on each level that works here. */
class CageTest {
  private static final int MOST = 1 << 20;
  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path data;
  private Trap trap;

  @BeforeEach
  void furnish() throws IOException {
    trap = new Trap(data);
  }

  @AfterEach
  void close() throws Exception {
    trap.close();
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
                .put("url", trap.url())
                .put("proxy", "http://127.0.0.1:9")
                .encode()
            + "\n");
    var started = WarmLine.parse(Buffer.buffer(lines.poll(20, TimeUnit.SECONDS)));
    assertThat(started).isNotNull();
    assertThat(started.pid() == 0).isEqualTo(children.cage().ownProcesses());
    var result = WarmLine.parse(Buffer.buffer(lines.poll(20, TimeUnit.SECONDS)));
    assertThat(result).isNotNull();
    Trap.judge(level, new JsonObject(result.info()).getString("title"));
    assertThat(trap.nothingOutlives()).isEqualTo(level != Level.NONE);
    var _ = process.kill().await(10, TimeUnit.SECONDS);
    children.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void a_command_gets_nothing_that_it_was_not_given(Level level) throws Exception {
    var children = children(level);
    var bench = bench(children);
    var way = new Way("http://127.0.0.1:9", null);
    var spec = YtDlpCommand.analysis(bench.tools(), trap.url(), way).withLimits(bench.bounds());
    var output = children.run(spec, MOST).await(20, TimeUnit.SECONDS);
    assertThat(output.clean()).as(output.exit().errors()).isTrue();
    Trap.judge(level, new JsonObject(output.text()).getString("title"));
    assertThat(trap.nothingOutlives()).isEqualTo(level != Level.NONE);
    children.close().await();
  }

  private Children children(Level level) {
    var cage = Cage.probe(new Sandbox(level.toString(), Level.NONE), null);
    assumeTrue(cage.level() == level, () -> level + " does not work on this machine");
    return new Children(vertx, cage);
  }

  private Bench bench(Children children) {
    var environment =
        Map.of("TVN_DATA_DIR", data.toString(), "TVN_TOOLS_YT_DLP", Trap.HOSTILE.toString());
    AppConfig config = ConfigLoader.load(null, environment);
    var tools = Tools.discover(children, config, InstantSource.system()).await();
    return new Bench(
        children,
        tools,
        config.analysis(),
        new MediaInfoReader(TestTools.INTAKE),
        TestTools.NO_WAY);
  }
}
