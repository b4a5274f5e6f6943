package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
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
  void a_server_killed_while_it_merges_leaves_no_child() throws Exception {
    try (var stage = new Stage(Map.of())) {
      var site = stage.site();
      var analysis = stage.api().analyse(site.address("/fault/slow=100000/watch/hls-fmp4"));
      var token = stage.api().token(analysis, Api.preset(analysis, "video", "mux"));
      var open = stage.api().send(stage.api().stream(token).build(), BodyHandlers.ofInputStream());
      try (var body = open.body()) {
        assertThat(body.read()).isNotNegative();
        var children = stage.server().descendants();
        stage.server().kill();
        Eventually.that(Duration.ofSeconds(5), () -> noneOf(children));
      }
    }
  }

  @Test
  void a_merged_file_is_the_same_over_twenty_interruptions_and_three_restarts() throws Exception {
    try (var stage = new Stage(Map.of())) {
      var analysis = stage.api().analyse(stage.site().address("/watch/adaptive"));
      var token = stage.api().token(analysis, Api.preset(analysis, "video", "exact-mux"));
      var whole = stage.api().download(token, folder.resolve("whole"));
      var tag = whole.headers().firstValue("etag").orElseThrow();
      var length = (int) Files.size(whole.body());
      var got = new ByteArrayOutputStream();
      for (int i = 1; i <= 20; i++) {
        got.writeBytes(resumed(stage.api(), token, tag, got.size(), length / 21));
        if (i % 6 == 0) {
          stage.server().kill();
          stage.restart();
        }
      }
      got.writeBytes(resumed(stage.api(), token, tag, got.size(), length));
      assertThat(Played.sha256(got.toByteArray())).isEqualTo(Played.sha256(whole.body()));
    }
  }

  /** At most so many bytes of the file from there on; then the connection is closed. */
  private static byte[] resumed(Api api, JsonObject token, String tag, int from, int most)
      throws Exception {
    var request = api.stream(token).header("Range", "bytes=" + from + "-").header("If-Range", tag);
    var answer = api.send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(206);
    try (var body = answer.body()) {
      return body.readNBytes(most);
    }
  }

  private static String step(Stage stage, String id, String wanted) throws Exception {
    return stage.api().look(id).getString("state").equals(wanted) ? wanted : "";
  }

  private static boolean noneOf(List<ProcessHandle> children) {
    return children.stream().noneMatch(ProcessHandle::isAlive);
  }
}
