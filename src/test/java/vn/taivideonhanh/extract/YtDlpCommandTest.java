package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.extract.Toolbox.Tool;
import vn.taivideonhanh.extract.Toolbox.YtDlp;
import vn.taivideonhanh.problem.Failure;

class YtDlpCommandTest {
  private static final String URL = "https://site.example/v";
  private static final String PROXY = "http://j:s3cret@127.0.0.1:1";

  private final Toolbox tools =
      new Toolbox(
          null,
          new YtDlp(Path.of("/t/yt-dlp"), false, "2026.10.26", 1),
          new Tool(Path.of("/t/ffmpeg"), "7"),
          Set.of(),
          new Tool(Path.of("/t/qjs"), "1"),
          Path.of("/t/work"),
          List.of());

  @Test
  void the_address_comes_last_and_cannot_be_an_option() {
    for (var spec :
        List.of(
            YtDlpCommand.analysis(tools, URL, PROXY),
            YtDlpCommand.stream(tools, "137", URL, PROXY))) {
      assertThat(spec.command()).startsWith("/t/yt-dlp", "--ignore-config").endsWith("--", URL);
    }
  }

  @Test
  void what_opens_a_way_is_never_there() {
    var arguments = YtDlpCommand.stream(tools, "137", URL, PROXY).command();
    assertThat(arguments)
        .contains("quickjs:/t/qjs")
        .noneMatch(argument -> argument.contains("s3cret"))
        .doesNotContain(
            "--enable-file-urls",
            "--netrc",
            "--netrc-cmd",
            "--exec",
            "--write-link",
            "--load-info-json",
            "--batch-file",
            "--cookies",
            "--cookies-from-browser",
            "--no-check-certificates",
            "--print-to-file",
            "--compat-options",
            "--plugin-dirs",
            "--remote-components",
            "--config-locations");
  }

  @Test
  void the_environment_is_complete_and_leads_nowhere() {
    assertThat(YtDlpCommand.analysis(tools, URL, PROXY).environment())
        .containsOnlyKeys(
            "PATH",
            "LANG",
            "HOME",
            "TMPDIR",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "YTDLP_NO_PLUGINS",
            "http_proxy",
            "https_proxy",
            "all_proxy")
        .containsEntry("PATH", "/t/work/none")
        .containsEntry("all_proxy", PROXY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "best[height<9]", "a b", "ü"})
  void a_format_is_an_id_and_no_expression(String id) {
    assertThatThrownBy(() -> YtDlpCommand.stream(tools, id, URL, PROXY))
        .isInstanceOf(Failure.class);
  }
}
