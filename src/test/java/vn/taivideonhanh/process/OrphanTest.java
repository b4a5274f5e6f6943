package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;

/** A real JVM, killed without a chance to clean up. */
class OrphanTest {
  private static final Duration PROMISED = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"NONE", "LANDLOCK_NET", "BUBBLEWRAP"})
  void kill_9_of_the_server_leaves_no_child_and_no_grandchild(Level level) throws Exception {
    var works = Cage.probe(new Sandbox(level.toString(), Level.NONE), null).level() == level;
    assumeTrue(works, () -> level + " does not work on this machine");
    var server = server(level);
    try {
      assertThat(Alive.within(PATIENCE, this::isOn)).isTrue();
      assertThat(Alive.within(PATIENCE, () -> children().size() > 2)).isTrue();
      server.destroyForcibly();
      assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(Alive.within(PROMISED, () -> children().isEmpty())).isTrue();
      WorkFolder.sweep(directory);
      try (var left = Files.newDirectoryStream(directory, "child-*")) {
        assertThat(left).isEmpty();
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private Process server(Level level) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OrphanMain.class.getName(),
            directory.toString(),
            level.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private boolean isOn() {
    try (var folders = Files.newDirectoryStream(directory, "child-*")) {
      for (var folder : folders) {
        if (Files.exists(folder.resolve("on"))) {
          return true;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return false;
  }

  private List<Long> children() {
    return Alive.withEnvironment("HOME=" + directory);
  }
}
