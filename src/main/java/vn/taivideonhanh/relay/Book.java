package vn.taivideonhanh.relay;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.token.TokenMessages.Checked;
import vn.taivideonhanh.token.TokenMessages.Running;
import vn.taivideonhanh.token.TokenMessages.Slot;

/** The account of one running stream. Used on one event loop; times are epoch milliseconds. */
final class Book {
  private final String streamId;
  private final Checked token;
  private final long openedAt;
  private StreamPlan plan;
  private long plannedAt;
  private Report last;
  private long heardAt;
  private long toldAt;

  Book(String streamId, Checked token, long now) {
    this.streamId = streamId;
    this.token = token;
    this.plan = token.plan();
    this.plannedAt = token.plannedAt();
    this.openedAt = now;
    this.heardAt = now;
    this.last = new Report(streamId, null, 0, 0, 0);
  }

  String streamId() {
    return streamId;
  }

  String digest() {
    return token.digest();
  }

  String personId() {
    return token.who().id();
  }

  /** As it is told to those who keep the limits. */
  Running running() {
    return new Running(new Slot(streamId, personId()), digest(), last.sent());
  }

  Identity who() {
    return token.who();
  }

  StreamPlan plan() {
    return plan;
  }

  long plannedAt() {
    return plannedAt;
  }

  long openedAt() {
    return openedAt;
  }

  Report last() {
    return last;
  }

  void replan(StreamPlan fresh, long analysedAt) {
    plan = fresh;
    plannedAt = analysedAt;
  }

  /** Notes a report and returns the one before it. */
  Report note(Report report, long now) {
    var before = last;
    last = report;
    heardAt = now;
    return before;
  }

  /** Whether nobody has spoken of this stream for that long. */
  boolean silent(long now, long forMillis) {
    return now - heardAt > forMillis;
  }

  /** Whether those who watch may be told again, at most once in that time. */
  boolean mayTell(long now, long everyMillis) {
    if (now - toldAt < everyMillis) {
      return false;
    }
    toldAt = now;
    return true;
  }

  Progress progress(@Nullable Outcome outcome, long now) {
    return new Progress(
        digest(),
        personId(),
        plan.head().title(),
        streamId,
        plan.lane(),
        total(),
        last.offset() + last.sent(),
        outcome,
        openedAt,
        now);
  }

  private @Nullable Long total() {
    var known = plan.head().size();
    var promised = last.promised();
    return switch (known.kind()) {
      case EXACT -> known.bytes();
      case ESTIMATED, UNKNOWN -> promised == null ? null : Long.valueOf(last.offset() + promised);
    };
  }
}
