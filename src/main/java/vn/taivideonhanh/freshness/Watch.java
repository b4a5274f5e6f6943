package vn.taivideonhanh.freshness;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.extract.Ended;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * How the analyses of each version end, by kind of site. A version is suspected when much more of
 * its first ones fail than of the version before; only reading the same pages with both tells. Of
 * an address that is asked for again and again only one end counts, and of sites without a name of
 * their own one a host, so that a visitor does not condemn a version. Safe on any thread.
 */
final class Watch implements Consumer<Ended> {
  private static final int KEPT = 50;
  private static final int LEAST = 4;
  private static final double HALF = 0.5;
  private static final double JUMP = 0.25;

  /** What a version that does not understand a site ends with; the rest says nothing of it. */
  private static final Set<ProblemCode> FAILURES =
      Set.of(
          ProblemCode.SITE_FAILED,
          ProblemCode.SITE_UNSUPPORTED,
          ProblemCode.SITE_TIMEOUT,
          ProblemCode.INTERNAL,
          ProblemCode.UNAVAILABLE);

  private final int most;
  private final Map<String, Map<String, Deque<End>>> ends = new HashMap<>();
  private @Nullable String version;
  private @Nullable String before;
  private int seen;
  private int failed;

  /**
   * A watch.
   *
   * @param most analyses of a version that are watched
   */
  Watch(int most) {
    this.most = most;
  }

  /** One end: what it counts for once, and where it was. */
  private record End(String once, String url, boolean well) {}

  /**
   * What is held against a version.
   *
   * @param urls pages that it could not read; private, and never in a log
   */
  record Suspicion(String version, @Nullable String before, String site, List<String> urls) {}

  /** From now on new jobs have that version. */
  synchronized void begin(String inUse, @Nullable String earlier) {
    version = inUse;
    before = earlier;
    seen = 0;
    failed = 0;
    ends.keySet().removeIf(known -> !known.equals(inUse) && !known.equals(earlier));
    ends.remove(inUse);
  }

  @Override
  public synchronized void accept(Ended ended) {
    var problem = ended.problem();
    if (problem != null && !FAILURES.contains(problem)) {
      return;
    }
    if (ended.version().equals(version)) {
      seen++;
      failed += problem == null ? 0 : 1;
    }
    var all =
        ends.computeIfAbsent(ended.version(), _ -> new HashMap<>())
            .computeIfAbsent(ended.site(), _ -> new ArrayDeque<>());
    var once = ended.known() ? ended.url() : String.valueOf(URI.create(ended.url()).getAuthority());
    all.removeIf(end -> end.once().equals(once));
    all.add(new End(once, ended.url(), problem == null));
    if (all.size() > KEPT) {
      all.remove();
    }
  }

  /** What is held against the version that is in use; null for nothing. */
  synchronized @Nullable Suspicion suspicion() {
    var current = version;
    if (current == null || before == null || seen > most) {
      return null;
    }
    for (var site : ends.getOrDefault(current, Map.of()).entrySet()) {
      var share = failing(site.getValue());
      var earlier = ends.getOrDefault(before, Map.of()).get(site.getKey());
      var usual = earlier == null || earlier.size() < LEAST ? 0 : failing(earlier);
      if (site.getValue().size() >= LEAST && share >= HALF && share >= usual + JUMP) {
        var urls = new LinkedHashSet<String>();
        site.getValue().stream().filter(end -> !end.well()).forEach(end -> urls.add(end.url()));
        return new Suspicion(current, before, site.getKey(), List.copyOf(urls));
      }
    }
    return null;
  }

  private static double failing(Deque<End> all) {
    return (double) all.stream().filter(end -> !end.well()).count() / all.size();
  }

  /** It was not the version's fault. */
  synchronized void clear(Suspicion suspicion) {
    ends.getOrDefault(suspicion.version(), new HashMap<>()).remove(suspicion.site());
  }

  /** Analyses of the version in use that succeeded, or failed by its fault or the site's. */
  synchronized int seen() {
    return seen;
  }

  /** Those of {@link #seen} that failed. */
  synchronized int failed() {
    return failed;
  }
}
