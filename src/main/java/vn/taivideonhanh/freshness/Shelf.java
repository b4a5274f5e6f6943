package vn.taivideonhanh.freshness;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.extract.Version;
import vn.taivideonhanh.freshness.FreshnessMessages.Reading;

/**
 * The versions on this node's disk, each in a folder of its name with what its trial showed, and
 * the file that says which one is in use. Whatever is there under its name is whole: all is written
 * under another name first, so a process may be killed at any point. Its methods block.
 */
final class Shelf {
  private static final String DRAFT = ".draft-";

  private final Path folder;
  private final Path inUse;

  private Shelf(Path folder) {
    this.folder = folder;
    this.inUse = folder.resolve("in-use");
  }

  /** The one of a data directory, without what a killed process has left of its work. */
  static Shelf in(Path data) {
    var shelf = new Shelf(data.toAbsolutePath().resolve("tools").resolve("yt-dlp-releases"));
    try {
      Files.createDirectories(shelf.folder);
      for (var child : children(shelf.folder)) {
        if (child.getFileName().toString().startsWith(DRAFT)) {
          delete(child);
        }
      }
      return shelf;
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory cannot be written", e);
    }
  }

  /**
   * What a version showed in its trial.
   *
   * @param size of the version's files
   * @param passed whether it may be used
   * @param at epoch milliseconds
   */
  record Trial(Archive.Size size, boolean passed, long at, List<Reading> readings) {
    Trial {
      readings = List.copyOf(readings);
    }
  }

  /** The newest first. */
  List<String> versions() throws IOException {
    return children(folder).stream()
        .filter(Files::isDirectory)
        .map(child -> child.getFileName().toString())
        .filter(Release::named)
        .sorted(Comparator.comparing(Version::of).reversed())
        .toList();
  }

  boolean has(String version) {
    return Files.isDirectory(folder(version));
  }

  /** What goes on Python's module path. */
  Path folder(String version) {
    if (!Release.named(version)) {
      throw new IllegalArgumentException("version " + version);
    }
    return folder.resolve(version);
  }

  /** Unpacks a version from the archive that it is published as. */
  void put(String version, byte[] archive) throws IOException, Unfit {
    var draft = Files.createTempDirectory(folder, DRAFT);
    try {
      var file = Files.write(draft.resolve("yt-dlp"), archive);
      var _ = Archive.unpack(file, draft);
      Files.delete(file);
      Files.move(draft, folder(version), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(draft);
    }
  }

  /** What its trial showed; null when it had none, or is not what was tried. */
  @Nullable Trial trial(String version) throws IOException {
    var file = folder(version).resolve("trial.json");
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      var json = new JsonObject(Files.readString(file));
      var size = new Archive.Size(json.getInteger("files"), json.getLong("bytes"));
      var readings = json.getJsonArray("readings").stream().map(Shelf::reading).toList();
      var trial = new Trial(size, json.getBoolean("passed"), json.getLong("at"), readings);
      return size.equals(Archive.Size.of(folder(version))) ? trial : null;
    } catch (DecodeException | ClassCastException | NullPointerException _) {
      return null;
    }
  }

  private static Reading reading(Object value) {
    var json = (JsonObject) value;
    return new Reading(
        json.getString("page"), json.getBoolean("passed"), json.getString("problem"));
  }

  void note(String version, Trial trial) throws IOException {
    var readings = new JsonArray();
    for (var one : trial.readings()) {
      readings.add(
          new JsonObject()
              .put("page", one.page())
              .put("passed", one.passed())
              .put("problem", one.problem()));
    }
    var json =
        new JsonObject()
            .put("files", trial.size().files())
            .put("bytes", trial.size().bytes())
            .put("passed", trial.passed())
            .put("at", trial.at())
            .put("readings", readings);
    write(folder(version).resolve("trial.json"), json.encode());
  }

  /** The version that new jobs have; null is the installed one. */
  @Nullable String inUse() throws IOException {
    if (!Files.isRegularFile(inUse)) {
      return null;
    }
    var version = Files.readString(inUse).strip();
    return Release.named(version) ? version : null;
  }

  void use(@Nullable String version) throws IOException {
    write(inUse, version == null ? "installed" : version);
  }

  /** Removes a version. */
  void remove(String version) throws IOException {
    var draft = folder.resolve(DRAFT + version);
    delete(draft);
    Files.move(folder(version), draft, StandardCopyOption.ATOMIC_MOVE);
    delete(draft);
  }

  /** Removes all but the newest and those that are needed. */
  void prune(int keep, Set<String> needed) throws IOException {
    for (var version : versions().stream().skip(keep).toList()) {
      if (!needed.contains(version)) {
        remove(version);
      }
    }
  }

  private void write(Path file, String text) throws IOException {
    var draft = Files.createTempFile(folder, DRAFT, "");
    Files.writeString(draft, text);
    sync(draft, StandardOpenOption.WRITE);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    sync(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ);
  }

  private static void sync(Path path, StandardOpenOption how) throws IOException {
    try (var channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    var all = new ArrayList<Path>();
    try (var paths = Files.walk(tree)) {
      paths.forEach(all::add);
    }
    for (var path : all.reversed()) {
      Files.delete(path);
    }
  }
}
