package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Trap;

/** A Python program in ffmpeg's place that reads its input, and then tries to get out. */
class HostileFfmpegTest {
  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource(names = {"BUBBLEWRAP", "LANDLOCK_NET"})
  void reaches_its_input_and_nothing_else(Level level) throws Exception {
    var cage = Cage.probe(new Sandbox(level.toString(), Level.NONE), null);
    assumeTrue(cage.level() == level, () -> level + " does not work on this machine");
    var children = new Children(vertx, cage);
    var data = Files.createDirectory(directory.resolve("data"));
    try (var trap = new Trap(data)) {
      var workshop =
          new Workshop(
              children,
              new ChildSlots(1),
              program(trap),
              (_, _) -> {
                throw new IllegalStateException("no yt-dlp is needed");
              },
              data.resolve("work"));
      var origin = new Origin(vertx);
      origin.put("/v.mp4", new Clip(directory).video("v.mp4"));
      var rig = Rig.start(vertx, origin, Rig.LIMITS, workshop);
      var source = new Source.File(origin.url("/v.mp4"), Map.of(), null);
      var track = new Track("v", "mp4", source, true, false);
      rig.serves(new StreamPlan.Mux(Rig.head("A clip", "mp4", 5), track, null, "mp4"));
      var said = new String(rig.get().body(), UTF_8).split(" ", 2);
      assertThat(Integer.parseInt(said[0].strip())).isGreaterThan(10_000);
      Trap.judge(level, "achieved: " + (said.length == 1 ? "" : said[1]));
      assertThat(trap.nothingOutlives()).isTrue();
    }
    children.close().await();
  }

  private Path program(Trap trap) throws Exception {
    var attack = Files.readString(Trap.HOSTILE.resolve("yt_dlp/attack.py"));
    var main =
        """

        import sys, urllib.request
        with urllib.request.urlopen(sys.argv[sys.argv.index('-i') + 1]) as feed:
            print(len(feed.read()), achieved('%s'))
        """
            .formatted(trap.url());
    var text = "#!/usr/bin/python3 -I\n" + attack + main;
    var file = Files.writeString(directory.resolve("ffmpeg"), text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
