package vn.taivideonhanh.freshness;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.extract.Version;
import vn.taivideonhanh.freshness.FreshnessMessages.RolledBack;
import vn.taivideonhanh.freshness.Verdicts.Bad;
import vn.taivideonhanh.freshness.Verdicts.Known;

/**
 * Has this node use what it should: the version that is held, else the newest one that it has and
 * that is not bad. It is only ever told what to look at, never what to do, so it does not matter
 * where it was when its process was killed. Its methods block, and are for one thread at a time.
 */
final class Steward {
  private static final Logger LOG = LoggerFactory.getLogger(Steward.class);

  /** As many pages are read again before a version is taken back. */
  private static final int PAGES = 6;

  private final Vertx vertx;
  private final FreshnessParts parts;
  private final Verdicts verdicts;
  private final Watch watch;
  private final Trials trials;
  private final Gauges gauges;

  Steward(FreshnessParts parts, Verdicts verdicts, Watch watch, Gauges gauges) {
    this.vertx = parts.children().vertx();
    this.parts = parts;
    this.verdicts = verdicts;
    this.watch = watch;
    this.trials = new Trials(parts.children(), parts.config(), parts.bounds());
    this.gauges = gauges;
    watch.begin(current(), null);
    gauges.begin(current(), parts.stock().ageDays(current()));
  }

  String current() {
    return Stock.version(parts.tools().current());
  }

  /** Looks once at everything. */
  void look() throws IOException, TimeoutException {
    var suspicion = watch.suspicion();
    if (suspicion != null) {
      judge(suspicion);
    }
    var known = Waiting.on(verdicts.read());
    var wanted = wanted(known);
    if (!wanted.equals(current())) {
      change(wanted);
    }
    gauges.show(current(), parts.stock().ageDays(current()), known);
  }

  /** What new jobs should have. */
  String wanted(Known known) throws IOException {
    var held = known.held();
    if (held != null && mayUse(held, known)) {
      return held;
    }
    for (var version : parts.stock().versions()) {
      if (mayUse(version, known)) {
        return version;
      }
    }
    return current();
  }

  /** Whether a version is here, tried, not bad, and not older than the oldest without holes. */
  boolean mayUse(String version, Known known) throws IOException {
    return !known.bad().containsKey(version)
        && parts.stock().offers(version)
        && (parts.stock().isInstalled(version) || aboveFloor(version));
  }

  boolean aboveFloor(String version) {
    var floor = Version.of(parts.config().tools().ytDlpFloor());
    return Version.of(version).compareTo(floor) >= 0;
  }

  private void change(String wanted) throws IOException, TimeoutException {
    var before = current();
    var patience = parts.config().releases().warmUp().multipliedBy(2);
    try {
      Waiting.on(parts.tools().change(parts.stock().toolbox(wanted)), patience);
    } catch (RuntimeException e) {
      LOG.warn("yt-dlp {} cannot be used", wanted, e);
      if (!parts.stock().isInstalled(wanted)) {
        condemn(wanted, "its extractors do not start");
      }
      return;
    }
    parts.stock().use(wanted);
    watch.begin(wanted, before);
    LOG.info("yt-dlp {} is in use, before it {}", wanted, before);
  }

  /** Reads the pages again with both versions. */
  private void judge(Watch.Suspicion suspicion) throws IOException, TimeoutException {
    var before = suspicion.before();
    if (before == null || !parts.stock().offers(before)) {
      watch.clear(suspicion);
      return;
    }
    LOG.info("yt-dlp {} is suspected at {}", suspicion.version(), suspicion.site());
    var pages = suspicion.urls().stream().limit(PAGES).map(Page::visited).toList();
    var stock = parts.stock();
    var lost = trials.lost(stock.toolbox(suspicion.version()), stock.toolbox(before), pages);
    if (lost * 2 >= pages.size()) {
      condemn(
          suspicion.version(),
          "%d of %d pages (%s) that failed can be read with %s"
              .formatted(lost, pages.size(), suspicion.site(), before));
    } else {
      watch.clear(suspicion);
    }
  }

  /** Nobody uses the version any more, until an admin says so. */
  void condemn(String version, String reason) throws IOException, TimeoutException {
    var now = parts.clock().millis();
    LOG.warn("yt-dlp {} is bad: {}", version, reason);
    if (Waiting.on(verdicts.condemn(version, new Bad(reason, now)))) {
      gauges.rolledBack();
      var instead = wanted(Waiting.on(verdicts.read()));
      FreshnessMessages.ROLLED_BACK.tell(vertx, new RolledBack(version, instead, reason, now));
    }
  }

  /** What a trial of a version shows, beside the one that is in use. */
  Trials.Shown trial(String version) {
    var shown = trials.run(parts.stock().toolbox(version), version, parts.tools().current());
    gauges.tried(shown.readings());
    return shown;
  }

  /** The other versions that could be used. */
  List<String> others(Known known) throws IOException {
    var others = new ArrayList<String>();
    for (var version : parts.stock().versions()) {
      if (!version.equals(current()) && mayUse(version, known)) {
        others.add(version);
      }
    }
    return others;
  }
}
