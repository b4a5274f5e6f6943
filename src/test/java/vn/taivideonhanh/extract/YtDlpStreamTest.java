package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Output;

/** The command of lane {@code pipe}, run by the real yt-dlp against a site on loopback. */
@ExtendWith(VertxExtension.class)
class YtDlpStreamTest {
  @Test
  void writes_the_format_and_nothing_else_and_says_how_it_ended(Vertx vertx) throws Exception {
    var children = new Children(vertx);
    var tools = TestTools.find(children, TestTools.config(Map.of()));
    try (var site = new TestSite()) {
      var media = stream(children, tools, "1", site.url("/sources.html"));
      assertThat(media.exit().errors()).isEmpty();
      assertThat(media.clean()).isTrue();
      assertThat(media.text()).isEqualTo("a");

      var missing = stream(children, tools, "no-such", site.url("/sources.html"));
      assertThat(missing.clean()).isFalse();
      assertThat(missing.text()).isEmpty();
      assertThat(missing.exit().errors()).contains("format");
    } finally {
      children.close().await(10, TimeUnit.SECONDS);
    }
  }

  private static Output stream(Children children, Toolbox tools, String format, String url)
      throws Exception {
    return children
        .run(YtDlpCommand.stream(tools, format, url, null), 1 << 20)
        .await(60, TimeUnit.SECONDS);
  }
}
