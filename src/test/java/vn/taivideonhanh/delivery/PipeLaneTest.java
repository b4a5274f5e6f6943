package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.process.Children;

/** Real children in the place of yt-dlp: shells that write, fail, or say nothing. */
class PipeLaneTest {
  @TempDir private Path directory;
  private Vertx vertx;
  private Children children;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    children = new Children(vertx);
  }

  @AfterEach
  void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void what_the_child_writes_is_the_body() throws Exception {
    var rig = rig("head -c 3000000 /dev/zero");
    var response = rig.get("Range", "bytes=5-");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("none");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(response.body()).isEqualTo(new byte[3_000_000]);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    assertThat(Poll.until(Duration.ofSeconds(5), this::nothingIsLeft)).isTrue();
  }

  @Test
  void a_child_that_fails_at_once_is_a_problem() throws Exception {
    var rig = rig("echo 'ERROR: no such format' >&2; exit 1");
    assertThat(rig.get().body()).asString().isEqualTo("source-unavailable");
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void a_child_that_writes_nothing_is_a_problem() throws Exception {
    assertThat(rig("exit 0").get().body()).asString().isEqualTo("source-unavailable");
  }

  @Test
  void a_child_that_fails_in_the_middle_is_a_cut() throws Exception {
    var rig = rig("head -c 300000 /dev/zero; exit 1");
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
  }

  @Test
  void a_client_that_goes_away_leaves_no_child_of_a_child() throws Exception {
    var rig = rig("echo begun; sleep 600 & wait");
    try (var socket = rig.ask()) {
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
    }
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(Poll.until(Duration.ofSeconds(5), this::nothingIsLeft)).isTrue();
  }

  private boolean nothingIsLeft() {
    try (var files = Files.list(directory)) {
      return children.live() == 0 && files.findAny().isEmpty();
    } catch (IOException _) {
      return false;
    }
  }

  private Rig rig(String script) {
    var shell = List.of("/bin/sh", "-c", script, "yt-dlp");
    var workshop = Rig.workshop(children, directory, shell);
    var rig = Rig.start(vertx, new Origin(vertx), Rig.LIMITS, workshop);
    rig.serves(new StreamPlan.Pipe(Rig.head("A clip", "mp4", 5), "hls-720"));
    return rig;
  }
}
