package vn.taivideonhanh.freshness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.extract.Version;
import vn.taivideonhanh.freshness.FreshnessMessages.Forget;
import vn.taivideonhanh.freshness.FreshnessMessages.Kept;
import vn.taivideonhanh.freshness.FreshnessMessages.State;
import vn.taivideonhanh.freshness.FreshnessMessages.Use;
import vn.taivideonhanh.freshness.FreshnessMessages.Verdict;
import vn.taivideonhanh.freshness.Verdicts.Known;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What admins see of versions and say about them. Its methods block. */
final class Desk {
  private final FreshnessParts parts;
  private final Verdicts verdicts;
  private final Steward steward;
  private final Seeker seeker;
  private final Watch watch;

  Desk(FreshnessParts parts, Verdicts verdicts, Steward steward, Seeker seeker, Watch watch) {
    this.parts = parts;
    this.verdicts = verdicts;
    this.steward = steward;
    this.seeker = seeker;
    this.watch = watch;
  }

  State state() throws IOException, TimeoutException {
    var known = Waiting.on(verdicts.read());
    var names = new LinkedHashSet<>(parts.stock().versions());
    names.addAll(known.bad().keySet());
    var versions = new ArrayList<Kept>();
    for (var name : names) {
      versions.add(kept(name, known));
    }
    versions.sort(Comparator.comparing((Kept kept) -> Version.of(kept.version())).reversed());
    var latest = known.latest();
    var asks = parts.stock().shelf() != null && parts.config().releases().url() != null;
    return new State(
        steward.current().isEmpty() ? null : steward.current(),
        known.held(),
        latest == null ? null : latest.version(),
        known.askedAt(),
        asks ? Math.max(seeker.nextTurn(), parts.clock().millis()) : null,
        seeker.problem(),
        javascript(),
        versions);
  }

  private @Nullable String javascript() {
    var found = parts.tools().current().javascript();
    return found == null ? null : found.program().getFileName() + " " + found.version();
  }

  private Kept kept(String name, Known known) throws IOException {
    var bad = known.bad().get(name);
    var trial = parts.stock().trial(name);
    var mine = name.equals(steward.current());
    return new Kept(
        name,
        verdict(name, known),
        parts.stock().ageDays(name),
        bad == null ? null : bad.reason(),
        bad != null ? Long.valueOf(bad.at()) : trial == null ? null : trial.at(),
        trial == null ? List.of() : trial.readings(),
        mine ? watch.seen() : 0,
        mine ? watch.failed() : 0);
  }

  private Verdict verdict(String name, Known known) throws IOException {
    if (known.bad().containsKey(name)) {
      return Verdict.BAD;
    }
    if (parts.stock().isInstalled(name)) {
      return Verdict.INSTALLED;
    }
    return parts.stock().offers(name) ? Verdict.GOOD : Verdict.UNTRIED;
  }

  void use(Use wanted) throws IOException, TimeoutException {
    if (!steward.mayUse(wanted.version(), Waiting.on(verdicts.read()))) {
      throw missing("This node has no such version that may be used.");
    }
    var _ = Waiting.on(verdicts.hold(wanted.version()));
  }

  void rollBack() throws IOException, TimeoutException {
    if (steward.others(Waiting.on(verdicts.read())).isEmpty()) {
      throw missing("This node has no other version that may be used.");
    }
    steward.condemn(steward.current(), "an admin took it back");
  }

  void forget(Forget asked) throws TimeoutException {
    var known = Waiting.on(verdicts.read());
    var held = asked.version().equals(known.held());
    if (!held && !known.bad().containsKey(asked.version())) {
      throw missing("This version is neither bad nor held.");
    }
    if (held) {
      var _ = Waiting.on(verdicts.hold(null));
    }
    var _ = Waiting.on(verdicts.forget(asked.version()));
  }

  private static Failure missing(String sentence) {
    return new Failure(ProblemCode.NOT_FOUND, sentence);
  }
}
