package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle, and a start on the same data. */
class RestartIT {
  /** A link that was got by one program may be used by another. */
  private static final Map<String, String> ANY_CLIENT = Map.of("TVN_TOKENS_BIND", "ip");

  /** So few bytes a second that a file is not all in some buffer when the server ends. */
  private static final String SLOW = "/fault/slow=600000";

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
      var analysis = stage.api().analyse(site.address("/fault/slow=100000/watch/hls-fmp4"));
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

  @Test
  void curl_gets_a_merged_file_whole_over_twenty_ends_and_three_restarts() throws Exception {
    try (var stage = new Stage(ANY_CLIENT)) {
      var analysis = stage.api().analyse(stage.site().address(SLOW + "/watch/adaptive"));
      var token = stage.api().token(analysis, Api.preset(analysis, "video", "exact-mux"));
      var whole = stage.api().download(token, folder.resolve("whole")).body();
      var curl = new Curl(folder.resolve("merged"), Files.size(whole), stage.api().tag(token));
      interrupt(stage, token, curl, 20, 6);
      assertThat(Played.sha256(curl.file())).isEqualTo(Played.sha256(whole));
    }
  }

  @Test
  void curl_gets_a_clip_whole_over_five_ends_and_a_restart() throws Exception {
    try (var stage = new Stage(Map.of())) {
      var analysis = stage.api().analyse(stage.site().address(SLOW + "/watch/adaptive"));
      var preset = Api.preset(analysis, "video", "exact-mux").getString("id");
      var clip = JsonObject.of("start", 0.7, "end", 4.6);
      var token = stage.api().open(analysis, JsonObject.of("preset", preset, "clip", clip));
      assertThat(token.getJsonObject("size").getString("kind")).isEqualTo("exact");
      var whole = stage.api().download(token, folder.resolve("whole")).body();
      assertThat(Files.size(whole)).isEqualTo(token.getJsonObject("size").getLong("bytes"));
      var curl = new Curl(folder.resolve("clip"), Files.size(whole), stage.api().tag(token));
      interrupt(stage, token, curl, 5, 3);
      assertThat(Played.sha256(curl.file())).isEqualTo(Played.sha256(whole));
    }
  }

  @Test
  void curl_gets_an_archive_whole_over_five_ends_and_a_restart() throws Exception {
    try (var stage = new Stage(ANY_CLIENT)) {
      var site = stage.site();
      var file = stage.api().analyse(site.address("/fault/slow=1500000/watch/progressive"));
      var merged = stage.api().analyse(site.address("/fault/slow=1500000/watch/adaptive"));
      var token = stage.api().archive(List.of(file, merged), "720p");
      assertThat(token.getJsonObject("size").getString("kind")).isEqualTo("exact");
      long length = token.getJsonObject("size").getLong("bytes");
      var curl = new Curl(folder.resolve("all.zip"), length, stage.api().tag(token));
      interrupt(stage, token, curl, 5, 3);
      var whole = stage.api().download(token, folder.resolve("whole.zip")).body();
      assertThat(Played.sha256(curl.file())).isEqualTo(Played.sha256(whole));
      try (var zip = new ZipFile(curl.file().toFile());
          var first = zip.getInputStream(zip.entries().nextElement())) {
        var origin = Files.readAllBytes(site.file("clip-720p.mp4"));
        assertThat(Played.sha256(first.readAllBytes())).isEqualTo(Played.sha256(origin));
      }
    }
  }

  /** Ends curl at so many places by chance, each so many times by ending the server. */
  private static void interrupt(Stage stage, JsonObject token, Curl curl, int times, int each)
      throws Exception {
    var random = new Random(20);
    for (int i = 1; i <= times; i++) {
      long share = (curl.length() - curl.got()) / (times + 1 - i);
      long until = curl.got() + 1 + (long) (share * (0.1 + 0.5 * random.nextDouble()));
      var address = stage.api().stream(token).build().uri();
      if (i % each == 0) {
        curl.goOnUntil(address, until, () -> stage.server().kill());
        stage.restart();
      } else {
        curl.goOnUntil(address, until);
      }
    }
    curl.finish(stage.api().stream(token).build().uri());
  }

  private static String step(Stage stage, String id, String wanted) throws Exception {
    return stage.api().look(id).getString("state").equals(wanted) ? wanted : "";
  }

  private static boolean noneOf(List<ProcessHandle> children) {
    return children.stream().noneMatch(ProcessHandle::isAlive);
  }
}
