package vn.taivideonhanh.http;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/** How far a download is, as JSON; schema {@code Progress} of the contract. */
record ProgressView(
    String streamId,
    Lane lane,
    @Nullable Long total,
    long position,
    @Nullable Outcome outcome,
    String at) {
  static ProgressView of(Progress progress) {
    return new ProgressView(
        progress.streamId(),
        progress.lane(),
        progress.total(),
        progress.position(),
        progress.outcome(),
        Wire.time(progress.at()));
  }
}
