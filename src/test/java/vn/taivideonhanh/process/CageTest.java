package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;

/** Real children behind each wall that works on this machine. */
class CageTest {
  private static final int MOST = 1 << 20;
  private static final Access NOTHING = Access.reading(Set.of()).withDoors(Set.of());
  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path directory;

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void ffmpeg_opens_neither_a_file_nor_another_port(Level level) throws Exception {
    var children = children(level);
    try (var forbidden = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var access = NOTHING.withDoors(Set.of(new Door(9, null)));
      var file = run(children, ffmpeg("file:/etc/passwd", access));
      assertThat(file.clean()).isFalse();
      assertThat(file.exit().errors()).containsAnyOf("Permission denied", "No such file");
      if (children.cage().holdsPorts()) {
        var port = run(children, ffmpeg("tcp://127.0.0.1:" + forbidden.getLocalPort(), access));
        assertThat(port.exit().errors()).contains("Permission denied");
      }
    }
    children.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void a_folder_of_its_own_is_writable_and_goes_with_the_child(Level level) throws Exception {
    var children = children(level);
    var script = "echo part > file && cat file && pwd && echo $HOME $TMPDIR; exit 7";
    var spec = sh(script).withAccess(NOTHING.withOwnFolder());
    var output = run(children, spec);
    var lines = output.text().lines().toList();
    assertThat(lines).as(output.exit().errors()).hasSize(3);
    assertThat(output.exit().code()).isEqualTo(7);
    var own = lines.get(1);
    assertThat(Path.of(own).getParent()).isEqualTo(directory);
    assertThat(lines.get(2)).isEqualTo(own + " " + own);
    assertThat(Alive.within(Duration.ofSeconds(2), () -> !Files.exists(Path.of(own)))).isTrue();
    children.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void a_killed_child_leaves_nothing(Level level) throws Exception {
    var children = children(level);
    var sleep = "97" + System.nanoTime();
    var spec = sh("sleep " + sleep + " & echo on; wait").withAccess(NOTHING);
    var child = children.spawn(spec).await();
    assertThat(Alive.within(Duration.ofSeconds(10), () -> sleeping(sleep))).isTrue();
    var _ = child.kill().await(10, TimeUnit.SECONDS);
    assertThat(Alive.within(Duration.ofSeconds(1), () -> !sleeping(sleep))).isTrue();
    children.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void a_limit_that_is_reached_shows_in_the_exit_code(Level level) throws Exception {
    var children = children(level);
    var limits = Limits.LOOSE.withCpu(Duration.ofSeconds(1));
    var output = run(children, sh("while :; do :; done").withAccess(NOTHING).withLimits(limits));
    assertThat(output.exit().code()).isIn(152, 137);
    children.close().await();
  }

  /** The kernel does not count root's. */
  @ParameterizedTest
  @EnumSource
  void a_child_can_start_only_so_many_processes(Level level) throws Exception {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may start any number");
    var children = children(level);
    var most = level == Level.BUBBLEWRAP ? 60 : 576;
    var script = "for i in $(seq 1 %d); do sleep 30 & done".formatted(most + 64);
    var limits = Limits.LOOSE.withProcesses(60);
    var output = run(children, sh(script).withAccess(NOTHING).withLimits(limits));
    assertThat(output.exit().clean()).isFalse();
    assertThat(output.exit().errors()).containsIgnoringCase("fork");
    children.close().await();
  }

  @Test
  void the_trial_tells_the_network_of_the_machine_from_another() throws Exception {
    var python = Objects.requireNonNull(Programs.find("python3"), "python3 is not installed");
    var children = new Children(vertx);
    try (var trial = new NetworkTrial()) {
      var output = run(children, ChildSpec.of(directory, trial.command(python)));
      assertThat(output.exit().errors()).contains("it is the network of the machine");
    }
    children.close().await();
  }

  @Test
  void the_server_starts_only_with_what_is_required() {
    var strongest = Cage.probe(new Sandbox("auto", Level.NONE), null);
    assertThat(strongest.refusal(new Sandbox("auto", strongest.level()))).isNull();
    var none = Cage.probe(new Sandbox("none", Level.NONE), null);
    assertThat(none.level()).isEqualTo(Level.NONE);
    assertThat(none.refusal(new Sandbox("none", Level.NONE))).isNull();
    assertThat(none.refusal(new Sandbox("auto", Level.LANDLOCK_FILES)))
        .contains("asks for landlock-files", "has none");
    assertThat(none.refusal(new Sandbox("bubblewrap", Level.NONE))).contains("does not work");
    var files =
        new Cage(Level.BUBBLEWRAP, new Bubblewrap(Path.of("/usr/bin/bwrap"), false), null, null);
    assertThat(files.refusal(new Sandbox("auto", Level.LANDLOCK_FILES))).isNull();
    assertThat(files.refusal(new Sandbox("auto", Level.LANDLOCK_NET)))
        .contains("bubblewrap without a network of its own and without ports");
    assertThat(files.refusal(new Sandbox("auto", Level.BUBBLEWRAP))).isNotNull();
  }

  private Children children(Level level) {
    var cage = Cage.probe(new Sandbox(level.toString(), Level.NONE), null);
    assumeTrue(cage.level() == level, () -> level + " does not work on this machine");
    return new Children(vertx, cage);
  }

  private ChildSpec sh(String script) {
    return ChildSpec.of(directory, List.of("/bin/sh", "-c", script));
  }

  private ChildSpec ffmpeg(String input, Access access) {
    var program = Objects.requireNonNull(Programs.find("ffmpeg"), "ffmpeg is not installed");
    var command =
        List.of(program.toString(), "-v", "error", "-f", "data", "-i", input, "-f", "null", "-");
    return ChildSpec.of(directory, command).withAccess(access);
  }

  private static Output run(Children children, ChildSpec spec) throws Exception {
    return children.run(spec, MOST).await(20, TimeUnit.SECONDS);
  }

  private static boolean sleeping(String argument) {
    return ProcessHandle.allProcesses()
        .anyMatch(each ->
            each.info().commandLine().orElse("").startsWith("sleep " + argument)
                || each.info().commandLine().orElse("").endsWith("/sleep " + argument));
  }
}
