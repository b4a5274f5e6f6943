package vn.taivideonhanh.freshness;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.Releases;
import vn.taivideonhanh.extract.Version;
import vn.taivideonhanh.freshness.Shelf.Trial;
import vn.taivideonhanh.problem.Failure;

/**
 * Looks for releases and puts them on the shelf. One node at a time asks the source; each fetches,
 * checks and tries what was found for itself. Its methods block, and are for one thread at a time.
 */
final class Seeker {
  private static final Logger LOG = LoggerFactory.getLogger(Seeker.class);

  /** Names are looked up and connections made in it. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private final FreshnessParts parts;
  private final Releases releases;
  private final Verdicts verdicts;
  private final Steward steward;
  private final Fetcher fetcher;
  private final Map<String, Long> notBefore = new HashMap<>();
  private volatile @Nullable String problem;
  private volatile long nextTurn;

  Seeker(FreshnessParts parts, Verdicts verdicts, Steward steward, Fetcher fetcher) {
    this.parts = parts;
    this.releases = parts.config().releases();
    this.verdicts = verdicts;
    this.steward = steward;
    this.fetcher = fetcher;
  }

  /** Why the newest release is not here; null when all is well. */
  @Nullable String problem() {
    return problem;
  }

  /** When this node tries to be the one that asks, epoch milliseconds. */
  long nextTurn() {
    return nextTurn;
  }

  /**
   * Does what is due.
   *
   * @param now whether the source is asked in any case
   * @return whether there is a new version to be used
   */
  boolean seek(boolean now) throws IOException, TimeoutException {
    var shelf = parts.stock().shelf();
    if (shelf == null) {
      return false;
    }
    if (releases.url() != null && (now || Waiting.on(verdicts.takeTurn(releases.check())))) {
      nextTurn = parts.clock().millis() + releases.check().toMillis();
      ask(releases.url().toString());
    }
    var known = Waiting.on(verdicts.read());
    var latest = known.latest();
    if (latest == null || !worthwhile(latest, known)) {
      return false;
    }
    if (!now && notBefore.getOrDefault(latest.version(), 0L) > parts.clock().millis()) {
      return false;
    }
    return take(latest, shelf);
  }

  private void ask(String url) throws TimeoutException {
    try {
      var release = Release.parse(fetch(url).toString());
      var _ = Waiting.on(verdicts.found(release, parts.clock().millis()));
      problem = null;
    } catch (Unfit e) {
      trouble("the source of releases: " + e.getMessage());
    }
  }

  private Buffer fetch(String url) throws Unfit {
    try {
      return Waiting.on(fetcher.fetch(url), releases.timeout().plus(SLACK));
    } catch (TimeoutException e) {
      throw new Unfit("a file comes too slowly", e);
    } catch (Failure e) {
      throw new Unfit("a file cannot be fetched: " + e.code().slug(), e);
    } catch (RuntimeException e) {
      throw new Unfit("a file cannot be fetched: " + e.getMessage(), e);
    }
  }

  /** Nothing is fetched that would not be used. */
  private boolean worthwhile(Release latest, Verdicts.Known known) throws IOException {
    var version = latest.version();
    return known.held() == null
        && !known.bad().containsKey(version)
        && steward.aboveFloor(version)
        && !parts.stock().offers(version)
        && Version.of(version).compareTo(Version.of(steward.current())) > 0;
  }

  private boolean take(Release latest, Shelf shelf) throws IOException, TimeoutException {
    var version = latest.version();
    try {
      if (!shelf.has(version)) {
        LOG.info("yt-dlp {} is fetched", version);
        shelf.put(version, archive(latest));
      }
    } catch (Unfit e) {
      trouble("release " + version + ": " + e.getMessage());
      var later = parts.clock().millis() + releases.check().toMillis();
      notBefore.put(version, later);
      return false;
    }
    var shown = steward.trial(version);
    var size = Archive.Size.of(shelf.folder(version));
    var passed = shown.reason() == null;
    var trial = new Trial(size, passed, parts.clock().millis(), shown.readings());
    parts.stock().note(version, trial);
    if (shown.reason() != null) {
      steward.condemn(version, shown.reason());
    }
    problem = null;
    shelf.prune(releases.keep(), Set.of(version, steward.current()));
    return passed;
  }

  private byte[] archive(Release latest) throws Unfit {
    var list = fetch(latest.sums()).getBytes();
    var keys = releases.key();
    if (keys != null) {
      if (latest.signature() == null) {
        throw new Unfit("its list of sums is not signed");
      }
      Seal.checkSignature(list, fetch(latest.signature()).getBytes(), keys);
    }
    var archive = fetch(latest.program()).getBytes();
    Seal.checkSum(list, "yt-dlp", archive);
    return archive;
  }

  private void trouble(String sentence) {
    problem = sentence;
    LOG.warn("{}", sentence);
  }
}
