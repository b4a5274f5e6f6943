package vn.taivideonhanh.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.freshness.Scene.NEW;
import static vn.taivideonhanh.freshness.Scene.NEWER;
import static vn.taivideonhanh.freshness.Scene.OLD;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.freshness.FreshnessMessages.Check;
import vn.taivideonhanh.freshness.FreshnessMessages.Verdict;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Releases of the real yt-dlp, good and bad, by a server of the test's own. */
@ExtendWith(RedisExtension.class)
class FreshnessTest {
  @TempDir Path data;
  private Scene scene;

  @BeforeEach
  void prepare(RedisStore store) throws Exception {
    scene = new Scene(data, store);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void a_good_release_is_used_and_an_older_one_is_not() throws Exception {
    try (var node = scene.node()) {
      assertThat(node.inUse()).isEqualTo(OLD);
      scene.server.publish(NEW, YtDlpCopy.of(NEW).archive());
      Node.until("the release is used", () -> node.inUse().equals(NEW));
      assertThat(node.kept(NEW).verdict()).isEqualTo(Verdict.GOOD);
      assertThat(node.kept(NEW).readings()).hasSize(4).allMatch(reading -> reading.passed());
      assertThat(node.kept(OLD).verdict()).isEqualTo(Verdict.INSTALLED);
      assertThat(node.takenBack).isEmpty();
      scene.server.publish("2026.11.01", YtDlpCopy.of("2026.11.01").archive());
      var asked = scene.server.asked.get();
      Node.until("it was asked again", () -> scene.server.asked.get() > asked + 1);
      assertThat(node.inUse()).isEqualTo(NEW);
    }
    try (var again = scene.node()) {
      assertThat(again.inUse()).as("after a restart").isEqualTo(NEW);
    }
  }

  @Test
  void a_release_that_is_not_what_was_published_is_not_even_unpacked() throws Exception {
    var archive = YtDlpCopy.of(NEW).archive();
    try (var node = scene.node("TVN_RELEASES_TIMEOUT", "1s", "TVN_RELEASES_MOST_MI_B", "4")) {
      scene.server.publish(NEW, archive, "0".repeat(64) + "  yt-dlp\n");
      trouble(node, "the SHA-256 of yt-dlp is not the one that was published");
      scene.server.publish(NEW, archive, "nothing\n");
      trouble(node, "the list of sums does not name yt-dlp");
      scene.server.publish(NEW, archive);
      scene.server.truncate();
      trouble(node, "a file cannot be fetched");
      scene.server.publish(NEW, "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
      trouble(node, "the file of the release is no archive");
      scene.server.publish(NEW, archive);
      scene.server.beEndless();
      trouble(node, "a file of the release is too large");
      scene.server.publish(NEW, new byte[(4 << 20) + 1]);
      trouble(node, "a file of the release is too large");
      scene.server.publish(NEW, archive);
      scene.server.beSlow();
      trouble(node, "too slowly");
      assertThat(node.state().versions()).hasSize(1);
      assertThat(node.inUse()).isEqualTo(OLD);
      scene.server.publish(NEW, archive);
      Node.until("the right one is used", () -> node.inUse().equals(NEW));
    }
  }

  private static void trouble(Node node, String sentence) throws Exception {
    Node.until(
        sentence,
        () -> {
          var problem = node.ask(FreshnessMessages.CHECK, new Check()).problem();
          return problem != null && problem.contains(sentence);
        });
  }

  @Test
  void a_release_that_reads_nothing_or_lies_is_never_used_until_it_is_forgotten() throws Exception {
    try (var node = scene.node()) {
      scene.server.publish(NEW, YtDlpCopy.of(NEW).failingAt("").archive());
      Node.until("it is found bad", () -> node.isBad(NEW));
      assertThat(node.kept(NEW).reason()).contains("4 of 4 pages");
      assertThat(node.takenBack.poll(10, TimeUnit.SECONDS).replacement()).isEqualTo(OLD);
      scene.server.publish(NEWER, YtDlpCopy.of("2026.11.22").archive());
      Node.until("it is found bad", () -> node.isBad(NEWER));
      assertThat(node.kept(NEWER).reason()).contains("says that it is another");
      assertThat(node.inUse()).isEqualTo(OLD);
      assertThat(node.meters.counter("tvn.ytdlp.rollbacks").count()).isEqualTo(2);
      var fetched = scene.server.fetched.get();
      var asked = scene.server.asked.get();
      Node.until("it was asked again", () -> scene.server.asked.get() > asked + 1);
      assertThat(scene.server.fetched.get())
          .as("bad ones are not fetched again")
          .isEqualTo(fetched);
    }
  }

  @Test
  void a_release_that_hangs_is_never_used() throws Exception {
    try (var node = scene.node("TVN_RELEASES_WARM_UP", "5s")) {
      scene.server.publish(NEW, YtDlpCopy.of(NEW).hanging().archive());
      Node.until("it is found bad", () -> node.isBad(NEW));
      assertThat(node.kept(NEW).reason()).contains("does not start");
      assertThat(node.inUse()).isEqualTo(OLD);
    }
  }

  @Test
  void what_a_killed_process_has_left_does_no_harm() throws Exception {
    var shelf = data.resolve("tools").resolve("yt-dlp-releases");
    Files.createDirectories(shelf.resolve(".draft-1").resolve("yt_dlp"));
    // Unpacked, but not tried.
    YtDlpCopy.of(NEW).writeTo(shelf.resolve(NEW));
    // In use, but not whole.
    Files.writeString(shelf.resolve("in-use"), NEW);
    scene.server.publish(NEW, YtDlpCopy.of(NEW).archive());
    try (var node = scene.node()) {
      Node.until("it is tried and used", () -> node.inUse().equals(NEW));
      assertThat(shelf.resolve(".draft-1")).doesNotExist();
      assertThat(scene.server.fetched).as("it was here already").hasValue(0);
    }
    Files.delete(shelf.resolve(NEW).resolve("yt_dlp").resolve("utils").resolve("networking.py"));
    try (var again = scene.node("TVN_RELEASES_URL", "")) {
      assertThat(again.inUse()).isEqualTo(OLD);
    }
  }

  @Test
  void a_version_that_the_configuration_names_stays() throws Exception {
    scene.server.publish(NEW, YtDlpCopy.of(NEW).archive());
    var mine = data.resolve("tools").resolve("yt-dlp").toString();
    try (var node = scene.node("TVN_TOOLS_YT_DLP", mine)) {
      assertThat(node.ask(FreshnessMessages.CHECK, new Check()).nextCheckAt()).isNull();
      assertThat(node.inUse()).isEqualTo(OLD);
      assertThat(scene.server.asked).hasValue(0);
    }
  }
}
