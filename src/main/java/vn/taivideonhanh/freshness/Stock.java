package vn.taivideonhanh.freshness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.extract.Version;
import vn.taivideonhanh.freshness.Shelf.Trial;

/**
 * The versions that this node could use: the installed one, and those of its shelf that passed
 * their trial. Where the configuration names a yt-dlp, or Python cannot import one, there is no
 * shelf. Its methods block.
 */
public final class Stock {
  private final Toolbox installed;
  private final @Nullable Shelf shelf;
  private final InstantSource clock;
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  private Stock(Toolbox installed, @Nullable Shelf shelf, InstantSource clock) {
    this.installed = installed;
    this.shelf = shelf;
    this.clock = clock;
  }

  /**
   * Looks into the data directory.
   *
   * @param installed what was found without us
   */
  public static Stock of(Toolbox installed, AppConfig config, InstantSource clock) {
    var ours = config.tools().ytDlp() == null && installed.python() != null;
    return new Stock(installed, ours ? Shelf.in(config.data().dir()) : null, clock);
  }

  /** The tools with the version that was in use when the server ended. */
  public Toolbox first() {
    try {
      var version = shelf == null ? null : shelf.inUse();
      return version != null && offers(version) ? toolbox(version) : installed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Null when no releases are kept here. */
  @Nullable Shelf shelf() {
    return shelf;
  }

  /** The version of a toolbox; empty when it has no yt-dlp. */
  static String version(Toolbox tools) {
    var ytDlp = tools.ytDlp();
    return ytDlp == null ? "" : ytDlp.version();
  }

  boolean isInstalled(String version) {
    return version.equals(version(installed));
  }

  /** All versions, whether they may be used or not, the newest first. */
  List<String> versions() throws IOException {
    var all = new ArrayList<>(shelf == null ? List.<String>of() : shelf.versions());
    var found = version(installed);
    if (!found.isEmpty() && !all.contains(found)) {
      all.add(found);
    }
    all.sort(Comparator.comparing(Version::of).reversed());
    return all;
  }

  /** Whether a version is here and, unless it is the installed one, has passed its trial. */
  boolean offers(String version) throws IOException {
    if (isInstalled(version)) {
      return true;
    }
    var trial = trial(version);
    return trial != null && trial.passed();
  }

  /** What a version showed here; null when it had no trial. */
  @Nullable Trial trial(String version) throws IOException {
    var known = trials.get(version);
    if (known == null && shelf != null && Release.named(version)) {
      known = shelf.trial(version);
      if (known != null) {
        trials.put(version, known);
      }
    }
    return known;
  }

  void note(String version, Trial trial) throws IOException {
    if (shelf != null) {
      shelf.note(version, trial);
      trials.put(version, trial);
    }
  }

  /** Everything as installed, but yt-dlp. */
  Toolbox toolbox(String version) {
    return shelf == null || isInstalled(version)
        ? installed
        : installed.with(shelf.folder(version), version, clock.instant());
  }

  /** Remembers over a restart what new jobs have. */
  void use(String version) throws IOException {
    if (shelf != null) {
      shelf.use(isInstalled(version) ? null : version);
    }
  }

  long ageDays(String version) {
    return Version.of(version).ageDays(clock.instant());
  }
}
