package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import vn.taivideonhanh.media.HlsPlaylist;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan.Head;
import vn.taivideonhanh.plan.StreamPlan.Track;

/**
 * Chooses how a track reaches ffmpeg: files and parts are fetched here, and what only yt-dlp can
 * fetch, encrypted playlists among it, comes from one.
 */
record TrackInputs(Reading reading, Head head, YtDlpChild child) {
  /**
   * The input for a track.
   *
   * @param renewed gives the same track's source as a new analysis finds it
   */
  FeedInput of(Track track, Supplier<Future<Source>> renewed) {
    return switch (track.source()) {
      case Source.File file -> new FileInput(reading, file, () -> renewed.get().map(Target::of));
      case Source.Hls hls ->
          new JoinedInput(() -> joined(hls, renewed).recover(cause -> otherwise(cause, track)));
      case Source.Parts parts -> new JoinedInput(() -> joined(parts, renewed));
      case Source.Other _ -> new JoinedInput(() -> written(track));
    };
  }

  private Future<Flow> joined(Source source, Supplier<Future<Source>> renewed) {
    var lists = new PartLists(reading);
    Supplier<Future<PartList>> renewal =
        () -> renewed.get().compose(fresh -> lists.of(fresh, renewed));
    return lists
        .of(source, renewed)
        .map(list -> new JoinedReader(reading, new JoinedParts(list, renewal)));
  }

  private Future<Flow> otherwise(Throwable cause, Track track) {
    boolean encrypted =
        cause.getCause() instanceof HlsPlaylist.RefusedException refused
            && refused.refusal() == HlsPlaylist.Refusal.ENCRYPTED;
    return encrypted ? written(track) : Future.failedFuture(cause);
  }

  private Future<Flow> written(Track track) {
    return child.start(head, track.formatId()).map(flow -> flow);
  }
}
