package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle, and a start on the same data. */
class RestartIT {
  @TempDir private Path folder;

  @Test
  void a_killed_server_leaves_no_child_and_loses_neither_job_nor_token() throws Exception {
    var oneAtATime =
        Map.of(
            "TVN_ANALYSIS_WORKERS", "1",
            "TVN_ANALYSIS_JOBS_PER_WORKER", "1",
            "TVN_ANALYSIS_LEASE", "3s");
    try (var stage = new Stage(oneAtATime)) {
      var site = stage.site();
      var analysis = stage.api().analyse(site.address("/watch/described"));
      var token = stage.api().token(analysis, Api.preset(analysis, "video", "direct"));
      var active = stage.api().submit(site.address("/fault-all/slow=400/watch/subtitles"));
      Eventually.get(Duration.ofSeconds(10), () -> step(stage, active, "active"));
      var queued = stage.api().submit(site.address("/watch/audio"));
      assertThat(stage.api().look(queued).getString("state")).isEqualTo("queued");

      var children = stage.server().descendants();
      assertThat(children).isNotEmpty();
      stage.server().kill();
      Eventually.that(Duration.ofSeconds(5), () -> noneOf(children));
      stage.restart();

      for (var id : List.of(active, queued)) {
        var ended = stage.api().ended(id);
        assertThat(ended.getString("state")).as(ended.encode()).isEqualTo("completed");
      }
      var file = stage.api().download(token, folder.resolve("clip.mp4"));
      assertThat(Played.sha256(file.body())).isEqualTo(Played.sha256(site.file("clip-720p.mp4")));
    }
  }

  @Test
  void a_server_killed_while_it_merges_and_reads_pages_leaves_no_child() throws Exception {
    try (var stage = new Stage(Map.of())) {
      var site = stage.site();
      var analysis = stage.api().analyse(site.address("/fault/slow=100000/watch/adaptive"));
      var token = stage.api().token(analysis, Api.preset(analysis, "video", "mux"));
      var open = stage.api().send(stage.api().stream(token).build(), BodyHandlers.ofInputStream());
      try (var body = open.body()) {
        assertThat(body.read()).isNotNegative();
        var active = stage.api().submit(site.address("/fault-all/slow=400/watch/subtitles"));
        Eventually.get(Duration.ofSeconds(20), () -> step(stage, active, "active"));
        var children = stage.server().descendants();
        stage.server().kill();
        Eventually.that(Duration.ofSeconds(5), () -> noneOf(children));
      }
    }
  }

  private static String step(Stage stage, String id, String wanted) throws Exception {
    return stage.api().look(id).getString("state").equals(wanted) ? wanted : "";
  }

  private static boolean noneOf(List<ProcessHandle> children) {
    return children.stream().noneMatch(ProcessHandle::isAlive);
  }
}
