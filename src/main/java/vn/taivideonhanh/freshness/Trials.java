package vn.taivideonhanh.freshness;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Extractor;
import vn.taivideonhanh.extract.Extractors;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.extract.YtDlpCommand;
import vn.taivideonhanh.freshness.FreshnessMessages.Reading;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Limits;

/** Has versions read pages, in the cage and by the way in which jobs do. Its methods block. */
final class Trials {
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final int MOST_SAID = 4096;

  private final Children children;
  private final AppConfig config;
  private final Extractors.Bounds bounds;

  Trials(Children children, AppConfig config, Extractors.Bounds bounds) {
    this.children = children;
    this.config = config;
    this.bounds = bounds;
  }

  /**
   * What a trial showed.
   *
   * @param reason why it is not passed; null when it is
   */
  record Shown(@Nullable String reason, List<Reading> readings) {}

  /**
   * Puts a version through its trial: it is passed when the version says who it is, and reads more
   * than half of the pages that it or the one in use can read.
   */
  Shown run(Toolbox tried, String version, Toolbox inUse) {
    var said = version(tried);
    if (!version.equals(said)) {
      return new Shown(
          said == null ? "it does not start" : "it says that it is another", List.of());
    }
    try (var site = BuiltInSite.open(vertx(), config)) {
      var all = compare(tried, inUse, site.pages(), site.bounds());
      var canaries = config.releases().canaries().stream().map(Page::of).toList();
      all = all.and(compare(tried, inUse, canaries, bounds));
      var wrong = all.lost * 2 >= all.lost + all.passed;
      var reason = "it cannot read %d of %d pages".formatted(all.lost, all.lost + all.passed);
      return new Shown(wrong ? reason : null, all.readings);
    }
  }

  /** How many pages were read, and how many only the other version could read. */
  private record Compared(int passed, int lost, List<Reading> readings) {
    private Compared and(Compared more) {
      var all = new ArrayList<>(readings);
      all.addAll(more.readings);
      return new Compared(passed + more.passed, lost + more.lost, all);
    }
  }

  /** Each page that fails has a second chance; then it must be one that the other can read. */
  private Compared compare(
      Toolbox tried, Toolbox inUse, List<Page> pages, Extractors.Bounds where) {
    var readings = read(tried, pages, where);
    var again = failing(pages, readings);
    var second = read(tried, again, where);
    for (var i = 0; i < again.size(); i++) {
      readings.set(pages.indexOf(again.get(i)), second.get(i));
    }
    var failing = failing(pages, readings);
    var lost = read(inUse, failing, where).stream().filter(Reading::passed).count();
    return new Compared(pages.size() - failing.size(), (int) lost, readings);
  }

  /** How many of somebody's pages one version can read and the other cannot. */
  int lost(Toolbox suspected, Toolbox before, List<Page> pages) {
    var readings = read(before, pages, bounds);
    var good = new ArrayList<>(pages);
    good.removeAll(failing(pages, readings));
    return failing(good, read(suspected, good, bounds)).size();
  }

  private static List<Page> failing(List<Page> pages, List<Reading> readings) {
    var failing = new ArrayList<Page>();
    for (var i = 0; i < pages.size(); i++) {
      if (!readings.get(i).passed()) {
        failing.add(pages.get(i));
      }
    }
    return failing;
  }

  private List<Reading> read(Toolbox tools, List<Page> pages, Extractors.Bounds where) {
    var readings = new ArrayList<Reading>();
    if (pages.isEmpty()) {
      return readings;
    }
    var extractor = Extractors.create(children, tools, config, where);
    try {
      wait(extractor.start(), config.releases().warmUp());
      var atOnce = config.analysis().jobsPerWorker();
      for (var from = 0; from < pages.size(); from += atOnce) {
        var some = pages.subList(from, Math.min(pages.size(), from + atOnce));
        readings.addAll(readTogether(extractor, some));
      }
    } catch (TimeoutException e) {
      return failed(pages, "it hangs");
    } catch (RuntimeException e) {
      return failed(pages, "it does not start");
    } finally {
      var _ = extractor.stop().otherwiseEmpty().await();
    }
    return readings;
  }

  private static List<Reading> failed(List<Page> pages, String problem) {
    return new ArrayList<>(
        pages.stream().map(page -> new Reading(page.name(), false, problem)).toList());
  }

  private List<Reading> readTogether(Extractor extractor, List<Page> pages)
      throws TimeoutException {
    var all = new ArrayList<Future<Reading>>();
    for (var page : pages) {
      all.add(
          extractor
              .extract("trial-" + all.size(), page.url(), _ -> {})
              .map(page::lack)
              .otherwise(cause -> Failure.of(cause).code().slug())
              .map(lack -> new Reading(page.name(), lack == null, lack)));
    }
    return wait(Future.all(all), config.analysis().timeout()).list();
  }

  /** What it says its version is; null when it does not say so in time. */
  private @Nullable String version(Toolbox tools) {
    var limits =
        Limits.LOOSE
            .withWall(config.releases().warmUp())
            .withMemory((long) config.analysis().memoryMiB() << 20);
    try {
      var spec = YtDlpCommand.version(tools).withLimits(limits);
      var output = wait(children.run(spec, MOST_SAID), config.releases().warmUp());
      return output.clean() ? output.text().strip() : null;
    } catch (TimeoutException | RuntimeException _) {
      return null;
    }
  }

  private static <T> T wait(Future<T> future, Duration most) throws TimeoutException {
    return future.await(most.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS);
  }

  private Vertx vertx() {
    return children.vertx();
  }
}
