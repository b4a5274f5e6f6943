package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.process.Children;

/** An archive in which files are merged on their way, each from two files of a real site. */
class ArchiveMergedTest {
  @Test
  void merged_files_and_whole_ones_stand_in_one_archive_with_every_range(@TempDir Path folder)
      throws Exception {
    var media = new Clip(folder);
    var video =
        media.video("v.mp4", "-movflags", "+frag_keyframe+default_base_moof+global_sidx+dash");
    var audio =
        media.audio(
            "a.mp4",
            "-movflags",
            "+default_base_moof+global_sidx+dash",
            "-frag_duration",
            "800000");
    var merged = Merged.of(null, video, audio).bytes();
    var vertx = Vertx.vertx();
    var children = new Children(vertx);
    try {
      var origin = new Origin(vertx);
      origin.put("/v", video);
      origin.put("/a", audio);
      var rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, folder, Rig.LIMITS));
      var direct = Rig.direct(origin.url("/v"), null);
      var exact =
          new StreamPlan.Direct(
              direct.head().withSize(Size.exact(video.length)), "22", direct.source());
      var mux = Merged.plan(origin.url("/v"), origin.url("/a"), merged.length);
      var plan =
          ArchivePlanner.of(
              "0".repeat(32),
              "All",
              List.of(
                  new ArchiveEntry("1.mp4", mux, 1),
                  new ArchiveEntry("2.mp4", exact, 1),
                  new ArchiveEntry("3.mp4", mux, 1)));
      rig.serves(plan);
      rig.desk = new NotesDesk(null);

      var whole = rig.get().body();
      assertThat(plan.head().size()).isEqualTo(Size.exact(whole.length));
      var file = Files.write(folder.resolve("a.zip"), whole);
      try (var zip = new ZipFile(file.toFile())) {
        assertThat(zip.getInputStream(zip.getEntry("1.mp4")).readAllBytes()).isEqualTo(merged);
        assertThat(zip.getInputStream(zip.getEntry("2.mp4")).readAllBytes()).isEqualTo(video);
        assertThat(zip.getInputStream(zip.getEntry("3.mp4")).readAllBytes()).isEqualTo(merged);
      }
      // One that knows nothing reads for the checksums what it does not send.
      rig.desk = new NotesDesk(null);
      var random = new Random(5);
      for (int i = 0; i < 60; i++) {
        int first = random.nextInt(whole.length);
        int last = first + random.nextInt(whole.length - first);
        assertThat(rig.get("Range", "bytes=" + first + "-" + last).body())
            .as("%d-%d", first, last)
            .isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
      }
    } finally {
      children.close().await();
      vertx.close().await();
    }
  }
}
