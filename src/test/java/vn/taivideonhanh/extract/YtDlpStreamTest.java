package vn.taivideonhanh.extract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.egress.EgressGuard;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Output;

/** The command of lane {@code pipe}, run by the real yt-dlp against a site on loopback. */
@ExtendWith(VertxExtension.class)
class YtDlpStreamTest {
  @Test
  void writes_the_format_and_nothing_else_and_says_how_it_ended(Vertx vertx) throws Exception {
    var children = new Children(vertx);
    try (var site = new TestSite()) {
      var own = site.url("").substring("http://".length());
      var config = TestTools.config(Map.of("TVN_EGRESS_ALLOW", own));
      var tools = TestTools.find(children, config);
      var guard = EgressGuard.start(vertx, config).await();
      var way = Way.of(guard.open("stream", Proxies.Kind.STREAM), guard);
      var run = new Run(children, tools, way);

      var media = run.stream("1", site.url("/sources.html"));
      assertThat(media.exit().errors()).isEmpty();
      assertThat(media.clean()).isTrue();
      assertThat(media.text()).isEqualTo("a");

      var missing = run.stream("no-such", site.url("/sources.html"));
      assertThat(missing.clean()).isFalse();
      assertThat(missing.text()).isEmpty();
      assertThat(missing.exit().errors()).contains("format");
      guard.close().await(10, TimeUnit.SECONDS);
    } finally {
      children.close().await(10, TimeUnit.SECONDS);
    }
  }

  private record Run(Children children, Toolbox tools, Way way) {
    Output stream(String format, String url) throws Exception {
      return children
          .run(YtDlpCommand.stream(tools, format, url, way), 1 << 20)
          .await(60, TimeUnit.SECONDS);
    }
  }
}
