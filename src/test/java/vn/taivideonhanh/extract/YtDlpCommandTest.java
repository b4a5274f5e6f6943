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
  private static final Way WAY = new Way(PROXY, null);

  /** Each has had an advisory, or takes a wall away. */
  private static final Set<String> FORBIDDEN =
      Set.of(
          """
          --enable-file-urls --netrc -n --netrc-cmd --netrc-location --exec --exec-before-download
          --write-link --write-url-link --write-webloc-link --write-desktop-link --load-info-json
          --load-info --batch-file -a --cookies --cookies-from-browser --no-check-certificates
          --print-to-file --compat-options --plugin-dirs --remote-components --config-locations
          --external-downloader --downloader-args --external-downloader-args --ppa
          --postprocessor-args --use-postprocessor --client-certificate --proxy --geo-verification-proxy
          --legacy-server-connect --prefer-insecure --cache-dir --update -U --update-to --paths -P
          --alias --ap-mso --username --password --video-password --verbose -v --dump-pages
          --write-pages --print-traffic --force-write-archive --download-archive
          """
              .strip()
              .split("\\s+", -1));

  private static final List<String> CLOSING =
      List.of(
          """
          --ignore-config --no-config-locations --no-plugin-dirs --no-remote-components
          --no-cache-dir --no-update --no-cookies --no-cookies-from-browser --no-mark-watched
          --no-wait-for-video --no-live-from-start --no-playlist --flat-playlist --lazy-playlist
          --abort-on-error --no-check-formats --no-exec --no-exec-before-download --no-part
          --no-continue --no-js-runtimes --abort-on-unavailable-fragments --quiet
          """
              .strip()
              .split("\\s+", -1));

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
            YtDlpCommand.analysis(tools, URL, WAY), YtDlpCommand.stream(tools, "137", URL, WAY))) {
      assertThat(spec.command()).startsWith("/t/yt-dlp", "--ignore-config").endsWith("--", URL);
    }
  }

  @Test
  void what_opens_a_way_is_never_there() {
    assertThat(everything())
        .allSatisfy(arguments ->
            assertThat(arguments)
                .noneMatch(argument -> argument.contains("s3cret"))
                .noneMatch(argument -> FORBIDDEN.contains(argument.split("=", 2)[0])));
    assertThat(everything().getLast()).contains("quickjs:/t/qjs");
  }

  @Test
  void what_closes_a_way_is_always_there() {
    assertThat(everything()).allSatisfy(arguments -> assertThat(arguments).containsAll(CLOSING));
    assertThat(everything().getFirst()).contains("--skip-download");
  }

  /** All that yt-dlp is ever told. */
  private List<List<String>> everything() {
    return List.of(
        YtDlpCommand.analysisFlags(tools),
        YtDlpCommand.analysis(tools, URL, WAY).command(),
        YtDlpCommand.stream(tools, "137", URL, WAY).command());
  }

  @Test
  void the_environment_is_complete_and_leads_nowhere() {
    assertThat(YtDlpCommand.analysis(tools, URL, WAY).environment())
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
    assertThatThrownBy(() -> YtDlpCommand.stream(tools, id, URL, WAY)).isInstanceOf(Failure.class);
  }
}
