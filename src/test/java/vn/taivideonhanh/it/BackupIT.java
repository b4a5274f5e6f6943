package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/backup}, of a server that runs, and back into another data directory. */
class BackupIT {
  @TempDir private Path folder;

  @Test
  void a_link_works_again_after_the_store_was_lost_and_restored() throws Exception {
    var archive = folder.resolve("backup.tar.gz").toString();
    try (var stage = new Stage(Map.of())) {
      var analysis = stage.api().analyse(stage.site().address("/watch/described"));
      var token = stage.api().token(analysis, Api.preset(analysis, "video", "direct"));
      backup("--data", stage.data().toString(), archive);
      stage.server().close();

      var data = folder.resolve("data");
      backup("--restore", "--data", data.toString(), archive);
      var settings = Map.of("TVN_EGRESS_ALLOW", "127.0.0.1:" + stage.site().port());
      try (var restored = RunningServer.start(data, settings);
          var api = restored.api()) {
        var part = api.stream(token).header("Range", "bytes=0-99").build();
        assertThat(api.send(part, BodyHandlers.ofByteArray()).statusCode()).isEqualTo(206);
      }
    }
  }

  private static void backup(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("scripts/backup"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
