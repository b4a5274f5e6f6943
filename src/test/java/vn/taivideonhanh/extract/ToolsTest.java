package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.process.Children;

/** The real tools of this machine, and programs that only say a version. */
class ToolsTest {
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

  private final Vertx vertx = Vertx.vertx();
  private final Children children = new Children(vertx);
  private @TempDir Path directory;

  @AfterEach
  void close() throws Exception {
    children.close().await(10, TimeUnit.SECONDS);
    vertx.close().await();
  }

  @Test
  void everything_that_is_installed_is_found() throws IOException {
    var installed = TestTools.config(Map.of()).data().dir().toAbsolutePath();
    Files.createSymbolicLink(directory.resolve("tools"), installed.resolve("tools"));
    // Its folder of work is its own: in the other one servers may be at work, or have been killed.
    var tools =
        TestTools.find(children, TestTools.config(Map.of("TVN_DATA_DIR", directory.toString())));
    var ytDlp = Objects.requireNonNull(tools.ytDlp());
    assertThat(ytDlp.importable()).isTrue();
    assertThat(ytDlp.version()).matches("20\\d\\d\\.\\d\\d\\.\\d\\d.*");
    assertThat(Objects.requireNonNull(tools.python()).version()).startsWith("3.");
    assertThat(Objects.requireNonNull(tools.python()).scripts().resolve("extractor.py")).exists();
    assertThat(Objects.requireNonNull(tools.ffmpeg()).version()).isNotBlank();
    assertThat(tools.encoders()).contains("libmp3lame", "aac", "libopus", "flac", "pcm_s16le");
    assertThat(tools.work()).isEmptyDirectory();
  }

  @Test
  void a_program_that_python_cannot_import_is_run_as_it_is() throws IOException {
    var tools = discover(Map.of("TVN_TOOLS_YT_DLP", program("2026.11.01").toString()));
    var ytDlp = Objects.requireNonNull(tools.ytDlp());
    assertThat(ytDlp.importable()).isFalse();
    assertThat(ytDlp.version()).isEqualTo("2026.11.01");
    assertThat(ytDlp.ageDays()).isEqualTo(21);
    assertThat(tools.problems()).noneMatch(sentence -> sentence.contains("yt-dlp"));
    var extractor =
        Extractors.create(
            children,
            tools,
            TestTools.config(Map.of()),
            new Extractors.Bounds(TestTools.INTAKE, TestTools.NO_WAY));
    assertThat(extractor).isInstanceOf(CommandLineExtractor.class);
  }

  @Test
  void one_below_the_floor_is_warned_of_or_refused() throws IOException {
    var old = program("2025.04.30").toString();
    var warned = discover(Map.of("TVN_TOOLS_YT_DLP", old));
    assertThat(warned.canAnalyse()).isTrue();
    assertThat(warned.problems()).anyMatch(sentence -> sentence.contains("2025.04.30"));
    var refused =
        discover(Map.of("TVN_TOOLS_YT_DLP", old, "TVN_TOOLS_YT_DLP_BELOW_FLOOR", "refuse"));
    assertThat(refused.canAnalyse()).isFalse();
  }

  @Test
  void an_old_one_is_told_of() throws IOException {
    var tools = discover(Map.of("TVN_TOOLS_YT_DLP", program("2026.08.19").toString()));
    assertThat(tools.problems()).anyMatch(sentence -> sentence.contains("95 days"));
  }

  @Test
  void what_is_missing_is_said_with_what_to_do() {
    var none = directory.resolve("none").toString();
    var tools = discover(Map.of("TVN_TOOLS_YT_DLP", none, "TVN_TOOLS_FFMPEG", none));
    assertThat(tools.canAnalyse()).isFalse();
    assertThat(tools.ffmpeg()).isNull();
    assertThat(tools.problems())
        .anyMatch(sentence -> sentence.contains("scripts/fetch-tools"))
        .anyMatch(sentence -> sentence.contains("Install ffmpeg"));
  }

  private Toolbox discover(Map<String, String> settings) {
    var environment = new HashMap<>(settings);
    environment.put("TVN_DATA_DIR", directory.toString());
    return Tools.discover(children, ConfigLoader.load(null, environment), NOW).await();
  }

  private Path program(String version) throws IOException {
    var file = directory.resolve("yt-dlp-" + version);
    Files.writeString(file, "#!/bin/sh\necho " + version + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
