package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Alive;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;

/** However a stream ends, two seconds later nothing of its ffmpeg is left. */
class ChildEndsTest {
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  // A machine that is busy with something else may miss it once.
  private static final int TRIES = 3;

  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** What ends a stream. */
  enum End {
    KILLED,
    CLIENT_LEAVES,
    REVOKED
  }

  static Stream<Arguments> ends() {
    return Stream.of(Level.BUBBLEWRAP, Level.LANDLOCK_NET, Level.NONE)
        .flatMap(level -> Arrays.stream(End.values()).map(end -> Arguments.of(level, end)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void nothing_of_ffmpeg_is_left(Level level, End end) throws Exception {
    var cage = Cage.probe(new Sandbox(level.toString(), Level.NONE), null);
    assumeTrue(cage.level() == level, () -> level + " does not work on this machine");
    var children = new Children(vertx, cage);
    var origin = new Origin(vertx);
    var video = new Clip(directory).video("v.mp4");
    var rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
    var quickest = PATIENCE;
    for (int i = 0; i < TRIES && quickest.compareTo(PROMISED) > 0; i++) {
      // The head is given, and the rest of it never comes.
      origin.put("/slow.mp4", video).meets(new Fault.None(), new Fault.Stall(30_000));
      rig.serves(mux(origin));
      try (var socket = rig.ask()) {
        assertThat(Alive.within(PATIENCE, this::ffmpegRuns)).isTrue();
        var began = System.nanoTime();
        end(end, rig, socket);
        assertThat(Alive.within(PATIENCE, () -> children.live() == 0 && !anythingRuns())).isTrue();
        quickest = Duration.ofNanos(System.nanoTime() - began);
      }
    }
    assertThat(quickest).isLessThanOrEqualTo(PROMISED);
    children.close().await();
  }

  private void end(End end, Rig rig, Socket socket) throws Exception {
    switch (end) {
      case KILLED ->
          Alive.withEnvironment(home()).stream()
              .flatMap(pid -> ProcessHandle.of(pid).stream())
              .filter(ChildEndsTest::isFfmpeg)
              .forEach(ProcessHandle::destroyForcibly);
      case CLIENT_LEAVES -> socket.close();
      case REVOKED -> rig.stop(rig.session(), Outcome.REVOKED);
    }
  }

  private boolean ffmpegRuns() {
    return Alive.withEnvironment(home()).stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .anyMatch(ChildEndsTest::isFfmpeg);
  }

  private static boolean isFfmpeg(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/ffmpeg");
  }

  private boolean anythingRuns() {
    return !Alive.withEnvironment(home()).isEmpty();
  }

  private String home() {
    return "HOME=" + directory;
  }

  private static StreamPlan.Mux mux(Origin origin) {
    var source = new Source.File(origin.url("/slow.mp4"), Map.of(), null);
    return new StreamPlan.Mux(
        Rig.head("A clip", "mp4", 5), new Track("v", "mp4", source, true, false), null, "mp4");
  }
}
