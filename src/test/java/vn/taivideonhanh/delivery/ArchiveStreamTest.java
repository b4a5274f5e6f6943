package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.process.Children;

/** Archives of what nobody knows the length of, written by real children among others. */
class ArchiveStreamTest {
  private static final byte[] FILE = "a file of the site".getBytes(UTF_8);

  @TempDir private Path directory;
  private Vertx vertx;
  private Children children;
  private Origin origin;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
  }

  @AfterEach
  void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void more_entries_than_there_are_places_for_children_come_one_after_the_other(
      @TempDir Path folder) throws Exception {
    origin.put("/file", FILE).length = false;
    var rig = rig("head -c 300000 /dev/zero", true);
    var response = rig.get("Range", "bytes=5-");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("none");
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    assertThat(response.headers().firstValue("ETag")).isEmpty();
    var file = Files.write(folder.resolve("a.zip"), response.body());
    try (var zip = new ZipFile(file.toFile())) {
      assertThat(zip.size()).isEqualTo(7);
      try (var in = zip.getInputStream(zip.getEntry("0.mp4"))) {
        assertThat(in.readAllBytes()).isEqualTo(FILE);
      }
      for (int i = 1; i < 7; i++) {
        try (var in = zip.getInputStream(zip.getEntry(i + ".mp4"))) {
          assertThat(in.readAllBytes()).isEqualTo(new byte[300_000]);
        }
      }
    }
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    assertThat(Poll.until(Duration.ofSeconds(10), () -> children.live() == 0)).isTrue();
  }

  @Test
  void an_entry_that_fails_is_a_problem_before_the_first_byte_and_a_cut_later() throws Exception {
    origin.put("/file", FILE);
    var gone = rig("exit 1", false);
    assertThat(gone.get().body()).asString().isEqualTo("source-unavailable");
    assertThat(gone.ended().outcome()).isEqualTo(Outcome.REFUSED);
    var later = rig("head -c 300000 /dev/zero; exit 1", true);
    assertThatThrownBy(later::get).isInstanceOf(IOException.class);
    assertThat(later.ended().outcome()).isEqualTo(Outcome.CUT);
  }

  @Test
  void a_client_that_goes_away_leaves_no_child() throws Exception {
    var rig = rig("echo begun; sleep 600 & wait", false);
    try (var socket = rig.ask()) {
      assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
    }
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(Poll.until(Duration.ofSeconds(10), () -> children.live() == 0)).isTrue();
  }

  /** Serves six entries that a shell writes, behind a file of the site or not. */
  private Rig rig(String script, boolean file) {
    var shell = List.of("/bin/sh", "-c", script, "yt-dlp");
    var rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, shell));
    var plans = new ArrayList<StreamPlan>();
    if (file) {
      plans.add(Rig.direct(origin.url("/file"), null));
    }
    for (int i = 0; i < 6; i++) {
      plans.add(new StreamPlan.Pipe(Rig.head("A clip", "mp4", 5), "hls-720"));
    }
    var entries = new ArrayList<ArchiveEntry>();
    plans.forEach(plan -> entries.add(new ArchiveEntry(entries.size() + ".mp4", plan, 1)));
    var archive = ArchivePlanner.of("0".repeat(32), "All", entries);
    assertThat(archive.resumable()).isFalse();
    rig.serves(archive);
    rig.desk = new NotesDesk(null);
    return rig;
  }
}
