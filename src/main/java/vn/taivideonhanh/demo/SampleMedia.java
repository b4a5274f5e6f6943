package vn.taivideonhanh.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Limits;
import vn.taivideonhanh.process.Programs;

/**
 * Makes the sample media, once for each folder and version of the recipe. Several processes may do
 * it at the same time: each works in a folder of its own, and the first to end gives it its name.
 */
final class SampleMedia {
  /** Raised whenever what is made changes. */
  private static final String VERSION = "2";

  private static final List<String> FROM_JAR =
      List.of(
          "files.mpd",
          "subtitles-vi.vtt",
          "subtitles-en.vtt",
          "hls-ts/master.m3u8",
          "hls-fmp4/master.m3u8",
          "hls-fmp4/names.m3u8");
  private static final List<String> FOLDERS =
      List.of(
          "hls-ts/720p",
          "hls-ts/360p",
          "hls-fmp4/720p",
          "hls-fmp4/360p",
          "hls-fmp4/vi",
          "hls-fmp4/en",
          "dash");

  private SampleMedia() {}

  /** The folder with the media, which are made when they are not there yet. */
  static Future<Path> in(Vertx vertx, Path folder) {
    var ready = folder.toAbsolutePath().resolve("media-" + VERSION);
    return blocking(vertx, () -> Files.isDirectory(ready))
        .compose(there -> there ? Future.succeededFuture(ready) : make(vertx, ready));
  }

  private static Future<Path> make(Vertx vertx, Path ready) {
    var ffmpeg = Programs.find("ffmpeg");
    if (ffmpeg == null) {
      return Future.failedFuture(
          "ffmpeg is needed to make the sample media and was not found on the PATH");
    }
    var children = new Children(vertx);
    return blocking(vertx, () -> prepare(ready))
        .compose(work -> runAll(children, ffmpeg, work).map(work))
        .compose(work -> blocking(vertx, () -> publish(work, ready)))
        .eventually(children::close);
  }

  private static <T> Future<T> blocking(Vertx vertx, Callable<T> action) {
    return vertx.executeBlocking(action).map(result -> Objects.requireNonNull(result));
  }

  private static Path prepare(Path ready) throws IOException {
    Files.createDirectories(ready.getParent());
    var work = Files.createTempDirectory(ready.getParent(), "making-");
    for (var folder : FOLDERS) {
      Files.createDirectories(work.resolve(folder));
    }
    return work;
  }

  private static Future<Void> runAll(Children children, Path ffmpeg, Path work) {
    var all = Future.<Void>succeededFuture();
    for (var arguments : Recipe.runs()) {
      var command = new ArrayList<String>();
      command.add(ffmpeg.toString());
      command.addAll(arguments);
      var spec =
          ChildSpec.of(work, command).withLimits(Limits.LOOSE.withWall(Duration.ofMinutes(2)));
      all =
          all.compose(_ -> children.run(spec, 4096))
              .compose(output ->
                  output.clean()
                      ? Future.succeededFuture()
                      : Future.failedFuture(
                          "ffmpeg failed: " + command + "\n" + output.exit().errors()));
    }
    return all;
  }

  private static Path publish(Path work, Path ready) throws IOException {
    for (var name : FROM_JAR) {
      try (var in = resource(name)) {
        Files.copy(in, work.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try {
      Files.move(work, ready, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      // Another process was faster; its files are as good.
      delete(work);
    }
    return ready;
  }

  private static InputStream resource(String name) throws IOException {
    var in = SampleMedia.class.getResourceAsStream("/demo/media/" + name);
    if (in == null) {
      throw new IOException("the jar lacks " + name);
    }
    return in;
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
