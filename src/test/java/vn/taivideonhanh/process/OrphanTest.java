package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real JVM, killed without a chance to clean up. */
class OrphanTest {
  @Test
  void kill_9_of_the_server_leaves_no_child_and_no_grandchild(@TempDir Path directory)
      throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var server =
        new ProcessBuilder(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OrphanMain.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    try {
      var file = directory.resolve("pids");
      assertThat(Alive.within(Duration.ofSeconds(30), () -> Files.exists(file))).isTrue();
      List<Long> pids =
          Arrays.stream(Files.readString(file).strip().split(" ")).map(Long::valueOf).toList();
      assertThat(pids).hasSize(2).allMatch(Alive::is);
      server.destroyForcibly();
      assertThat(server.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(Alive.within(Duration.ofSeconds(5), () -> pids.stream().noneMatch(Alive::is)))
          .isTrue();
    } finally {
      server.destroyForcibly();
    }
  }
}
