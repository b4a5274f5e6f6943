package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import vn.taivideonhanh.media.HlsPlaylist;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.dash.ManifestRefusedException;
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
      case Source.Hls _, Source.Dash _, Source.Parts _ ->
          new JoinedInput(() -> joined(track.source(), renewed, track));
      case Source.Other _ -> new JoinedInput(() -> written(track));
    };
  }

  private Future<Flow> joined(Source source, Supplier<Future<Source>> renewed, Track track) {
    PartLists.Finder lists =
        (from, analysis) -> PartLists.any(from, analysis, new PartLists(reading)::of);
    return lists
        .find(source, renewed)
        .<Flow>map(list -> {
          var again = new Relisting(source, renewed, lists, list);
          return new JoinedReader(reading, new JoinedParts(list, again));
        })
        .recover(cause -> fetchable(source, cause) ? written(track) : Future.failedFuture(cause));
  }

  /** Whether yt-dlp can do what is not done here. */
  private static boolean fetchable(Source source, Throwable cause) {
    return switch (source) {
      case Source.Hls _ ->
          cause.getCause() instanceof HlsPlaylist.RefusedException refused
              && refused.refusal() == HlsPlaylist.Refusal.ENCRYPTED;
      case Source.Dash dash ->
          dash.listed() == null
              && cause.getCause() instanceof ManifestRefusedException refused
              && refused.refusal() != ManifestRefusedException.Refusal.PROTECTED;
      case Source.File _, Source.Parts _, Source.Other _ -> false;
    };
  }

  private Future<Flow> written(Track track) {
    return child.start(head, track.formatId()).map(flow -> flow);
  }
}
