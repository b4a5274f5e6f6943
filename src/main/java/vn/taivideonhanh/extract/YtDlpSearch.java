package vn.taivideonhanh.extract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Toolbox.YtDlp;
import vn.taivideonhanh.process.Programs;

/**
 * Looks for yt-dlp: as configured, else in the data directory, else among Python's own packages,
 * else on the PATH. What Python can import is wanted, since only that can be kept warm.
 */
record YtDlpSearch(Probe probe, AppConfig.Tools wanted, Path data, List<String> problems) {
  private static final long OLD_DAYS = 60;

  private static final String IMPORT =
      """
      import os, sys
      sys.path[:0] = sys.argv[1:]
      import yt_dlp, yt_dlp.version
      print(yt_dlp.version.__version__)
      print(os.path.dirname(os.path.dirname(os.path.abspath(yt_dlp.__file__))))
      """;

  @Nullable YtDlp find(@Nullable Path python, Instant now) {
    var found = search(python, now);
    if (found == null) {
      problems.add(
          "yt-dlp was not found: nothing can be analysed. Run scripts/fetch-tools, or set"
              + " tools.ytDlp.");
      return null;
    }
    var version = Version.of(found.version());
    if (!version.known() || version.compareTo(Version.of(wanted.ytDlpFloor())) < 0) {
      problems.add(
          "yt-dlp %s has known holes (docs/security.md), %s and newer not. Run scripts/fetch-tools."
              .formatted(found.version(), wanted.ytDlpFloor()));
      return wanted.ytDlpBelowFloor().equals("refuse") ? null : found;
    }
    if (found.ageDays() > OLD_DAYS) {
      problems.add(
          "yt-dlp is %d days old, and sites change: run scripts/fetch-tools."
              .formatted(found.ageDays()));
    }
    return found;
  }

  private @Nullable YtDlp search(@Nullable Path python, Instant now) {
    var configured = wanted.ytDlp();
    if (configured != null) {
      return at(configured, python, now);
    }
    var own = at(data.resolve("tools").resolve("yt-dlp"), python, now);
    if (own != null) {
      return own;
    }
    var installed = python == null ? null : imported(python, null, now);
    if (installed != null) {
      return installed;
    }
    var program = Programs.find("yt-dlp");
    return program == null ? null : at(program, python, now);
  }

  /** What is at a place: a folder with the package, a zip with it, or a program. */
  private @Nullable YtDlp at(Path place, @Nullable Path python, Instant now) {
    var packaged = place.resolve("usr/lib/python3/dist-packages");
    var library = Files.isDirectory(packaged) ? packaged : place;
    var importable = python == null ? null : imported(python, library, now);
    if (importable != null || !Files.isRegularFile(place)) {
      return importable;
    }
    var words = probe.firstLine(place, "--version");
    return words.isEmpty() ? null : made(place, false, words.getFirst(), now);
  }

  private @Nullable YtDlp imported(Path python, @Nullable Path library, Instant now) {
    if (library != null && !Files.exists(library)) {
      return null;
    }
    var command = new ArrayList<>(List.of(python.toString(), "-I", "-B", "-c", IMPORT));
    if (library != null) {
      command.add(library.toString());
    }
    var said = probe.ask(command);
    var lines = said == null ? List.<String>of() : said.lines().toList();
    if (lines.size() != 2 || (library != null && !Path.of(lines.get(1)).equals(real(library)))) {
      return null;
    }
    return made(Path.of(lines.get(1)), true, lines.get(0), now);
  }

  private static Path real(Path library) {
    return library.toAbsolutePath().normalize();
  }

  private static YtDlp made(Path path, boolean importable, String version, Instant now) {
    return new YtDlp(path, importable, version, Version.of(version).ageDays(now));
  }
}
