package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README, as they stand there, with another server and another video. */
class ReadmeIT {
  @TempDir private Path folder;

  @Test
  void the_block_about_the_api_downloads_a_video() throws Exception {
    try (var stage = new Stage(Map.of())) {
      var script =
          block()
              .replace("http://127.0.0.1:8080", stage.server().origin())
              .replace("https://example.com/watch?v=1", stage.site().address("/watch/progressive"));
      assertThat(script).contains(stage.server().origin(), "/watch/progressive");
      var log = folder.resolve("log").toFile();
      var process =
          new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
              .directory(Files.createDirectory(folder.resolve("here")).toFile())
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log.toPath())).isZero();
      var video = folder.resolve("here").resolve("video.mp4");
      assertThat(video).isNotEmptyFile();
      try (var files = Files.list(video.getParent())) {
        assertThat(files.filter(file -> !file.equals(video)).toList())
            .singleElement()
            .satisfies(named -> assertThat(named).hasSameBinaryContentAs(video));
      }
    }
  }

  /** The indented block below its heading. */
  private static String block() throws Exception {
    var page = Files.readString(Path.of("README.md"));
    return page.substring(page.indexOf("\n## The API"))
        .lines()
        .skip(2)
        .dropWhile(line -> !line.startsWith("    "))
        .takeWhile(line -> line.startsWith("    "))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }
}
