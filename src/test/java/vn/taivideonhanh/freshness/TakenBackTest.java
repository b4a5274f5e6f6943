package vn.taivideonhanh.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.freshness.Scene.NEW;
import static vn.taivideonhanh.freshness.Scene.NEWER;
import static vn.taivideonhanh.freshness.Scene.OLD;
import static vn.taivideonhanh.freshness.Scene.PAGE;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.freshness.FreshnessMessages.Forget;
import vn.taivideonhanh.freshness.FreshnessMessages.RollBack;
import vn.taivideonhanh.freshness.FreshnessMessages.Use;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Versions of the real yt-dlp that are in use, and then are not. */
@ExtendWith(RedisExtension.class)
class TakenBackTest {
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
  void a_release_that_fails_where_people_are_is_taken_back() throws Exception {
    var hosts = List.of(scene.site(), scene.site(), scene.site(), scene.site());
    try (var node = scene.node("TVN_EGRESS_ALLOW", String.join(",", hosts))) {
      scene.server.publish(NEW, YtDlpCopy.of(NEW).failingAt("watch").archive());
      Node.until("it is used", () -> node.inUse().equals(NEW));
      var job = 0;
      for (var host : hosts) {
        var url = "http://" + host + "/watch";
        var ended = node.extractor.extract("job" + job++, url, _ -> {});
        assertThat(ended.transform(done -> Future.succeededFuture(done.failed())).await()).isTrue();
      }
      Node.until("it is taken back", () -> node.inUse().equals(OLD));
      assertThat(node.kept(NEW).reason()).contains("4 of 4 pages (other)");
      assertThat(node.takenBack.poll(10, TimeUnit.SECONDS).version()).isEqualTo(NEW);
      var media = node.extractor.extract("after", "http://" + hosts.getFirst() + "/watch", _ -> {});
      assertThat(media.await(30, TimeUnit.SECONDS).formats()).isNotEmpty();
    }
    try (var again = scene.node()) {
      assertThat(again.inUse()).as("after a restart").isEqualTo(OLD);
      again.ask(FreshnessMessages.FORGET, new Forget(NEW));
      Node.until("it is used again", () -> again.inUse().equals(NEW));
    }
  }

  @Test
  void sites_that_fail_with_every_version_say_nothing_of_one() throws Exception {
    var hosts = List.of("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3", "127.0.0.1:4");
    try (var node = scene.node("TVN_EGRESS_ALLOW", String.join(",", hosts))) {
      scene.server.publish(NEW, YtDlpCopy.of(NEW).failingAt("watch").archive());
      Node.until("it is used", () -> node.inUse().equals(NEW));
      var job = 0;
      for (var host : hosts) {
        var ended = node.extractor.extract("job" + job++, "http://" + host + "/watch", _ -> {});
        assertThat(ended.transform(done -> Future.succeededFuture(done.failed())).await()).isTrue();
      }
      Node.until("they are counted", () -> node.kept(NEW).failures() == 4);
      var asked = scene.server.asked.get();
      Node.until("it was asked again", () -> scene.server.asked.get() > asked + 3);
      assertThat(node.inUse()).isEqualTo(NEW);
    }
  }

  @Test
  void an_admin_takes_a_version_back_and_holds_another() throws Exception {
    try (var node = scene.node()) {
      scene.server.publish(NEW, YtDlpCopy.of(NEW).archive());
      Node.until("it is used", () -> node.inUse().equals(NEW));
      node.ask(FreshnessMessages.ROLL_BACK, new RollBack());
      Node.until("it is taken back", () -> node.inUse().equals(OLD));
      assertThat(node.takenBack.poll(10, TimeUnit.SECONDS).reason()).contains("admin");
      node.ask(FreshnessMessages.FORGET, new Forget(NEW));
      Node.until("it is used again", () -> node.inUse().equals(NEW));
      var held = node.ask(FreshnessMessages.USE, new Use(OLD));
      assertThat(held.held()).isEqualTo(OLD);
      Node.until("the other is used", () -> node.inUse().equals(OLD));
      scene.server.publish(NEWER, YtDlpCopy.of(NEWER).archive());
      var asked = scene.server.asked.get();
      Node.until("it was asked again", () -> scene.server.asked.get() > asked + 1);
      assertThat(node.inUse()).isEqualTo(OLD);
      node.ask(FreshnessMessages.FORGET, new Forget(OLD));
      Node.until("the newest is used", () -> node.inUse().equals(NEWER));
    }
  }

  @Test
  void a_job_ends_with_the_version_that_it_began_with() throws Exception {
    var hold = new CountDownLatch(1);
    var asked = new CountDownLatch(1);
    var place =
        scene.site(exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            var body = exchange.getResponseBody();
            asked.countDown();
            while (!hold.await(200, TimeUnit.MILLISECONDS)) {
              body.write(' ');
              body.flush();
            }
            body.write(PAGE.getBytes(StandardCharsets.UTF_8));
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    try (var node = scene.node("TVN_EGRESS_ALLOW", place, "TVN_ANALYSIS_TIMEOUT", "90s")) {
      var job = node.extractor.extract("slow", "http://" + place + "/watch", _ -> {});
      asked.await();
      scene.server.publish(NEW, YtDlpCopy.of(NEW).failingAt("watch").archive());
      Node.until("the release is used", () -> node.inUse().equals(NEW));
      assertThat(job.isComplete()).isFalse();
      hold.countDown();
      assertThat(job.await(60, TimeUnit.SECONDS).formats()).isNotEmpty();
    }
  }

  @Test
  void what_one_node_finds_bad_no_node_uses() throws Exception {
    try (var one = scene.node();
        var two = scene.another()) {
      scene.server.publish(NEW, YtDlpCopy.of(NEW).archive());
      Node.until("both use it", () -> one.inUse().equals(NEW) && two.inUse().equals(NEW));
      two.ask(FreshnessMessages.ROLL_BACK, new RollBack());
      Node.until("neither uses it", () -> one.inUse().equals(OLD) && two.inUse().equals(OLD));
    }
  }
}
