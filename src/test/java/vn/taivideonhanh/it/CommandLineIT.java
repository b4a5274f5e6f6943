package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.FreePort;

/** What the jar says to a person. */
class CommandLineIT {
  @TempDir private Path folder;

  @Test
  void help_names_the_options() throws Exception {
    var ended = Jar.run(Map.of(), "--help");
    assertThat(ended.code()).isZero();
    assertThat(ended.said()).contains("--config", "--check", "--version", "TVN_HTTP_PORT");
  }

  @Test
  void the_version_is_a_version() throws Exception {
    var ended = Jar.run(Map.of(), "--version");
    assertThat(ended.code()).isZero();
    assertThat(ended.said()).containsPattern("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void the_check_tells_what_was_found() throws Exception {
    var ended = Jar.run(Map.of("TVN_DATA_DIR", folder.toString()), "--check");
    assertThat(ended.said()).containsIgnoringCase("java").containsIgnoringCase("redis");
    assertThat(ended.said()).containsIgnoringCase("yt-dlp").containsIgnoringCase("ffmpeg");
  }

  @Test
  void the_rehearsal_plays_a_whole_download_and_leaves_nothing() throws Exception {
    var tools = Path.of("data", "tools", "yt-dlp").toAbsolutePath();
    var settings = new HashMap<>(Map.of("TVN_DATA_DIR", folder.toString()));
    if (Files.isDirectory(tools)) {
      settings.put("TVN_TOOLS_YT_DLP", tools.toString());
    }
    var ended = Jar.run(settings, "--rehearse");
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_redis_that_never_comes_is_named_after_a_while() throws Exception {
    var settings =
        Map.of(
            "TVN_REDIS_URL",
            "redis://127.0.0.1:" + FreePort.next(),
            "TVN_REDIS_TIMEOUT",
            "200ms",
            "TVN_DATA_DIR",
            folder.toString(),
            "TVN_HTTP_PORT",
            "0");
    var ended = Jar.run(settings);
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.said())
        .contains("does not answer yet", "Redis does not answer. Look whether it runs")
        .doesNotContain("\tat ");
  }

  @Test
  void a_key_that_is_not_known_is_named() throws Exception {
    var config = Files.writeString(folder.resolve("c.json"), "{\"http\": {\"prot\": 8080}}");
    var ended = Jar.run(Map.of(), "--config", config.toString());
    assertThat(ended.code()).isNotZero();
    assertThat(ended.said()).contains("http.prot").doesNotContain("\tat ");
  }

  @Test
  void a_variable_that_names_no_key_is_named() throws Exception {
    var ended = Jar.run(Map.of("TVN_HTTP_PROT", "8080"), "--check");
    assertThat(ended.code()).isNotZero();
    assertThat(ended.said()).contains("TVN_HTTP_PROT");
  }

  @Test
  void a_value_that_cannot_be_is_named() throws Exception {
    var ended = Jar.run(Map.of("TVN_HTTP_PORT", "70000"));
    assertThat(ended.code()).isNotZero();
    assertThat(ended.said()).contains("http.port");
  }
}
