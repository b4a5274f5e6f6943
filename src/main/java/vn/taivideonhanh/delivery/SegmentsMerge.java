package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.mp4.MergedMp4;
import vn.taivideonhanh.media.mp4.Mp4Index;
import vn.taivideonhanh.media.mp4.StreamedMp4;

/**
 * What tracks in fragments make together.
 *
 * @param tracks the video first
 * @param lengths of all their files, in bytes and in order
 */
record SegmentsMerge(List<SegmentsTrack> tracks, List<Long> lengths) {
  /** Tracks in files of unknown lengths. */
  static SegmentsMerge of(List<SegmentsTrack> tracks) {
    return new SegmentsMerge(tracks, List.of());
  }

  /**
   * The merged file as its fragments come. Fails with {@link MalformedMediaException} when they
   * can't be merged.
   */
  Future<PartOrder> streamed() {
    try {
      var indexes = new ArrayList<Mp4Index>();
      for (var track : tracks) {
        indexes.add(track.timed());
      }
      var lists =
          tracks.stream()
              .map(SegmentsTrack::parts)
              .map(parts -> new JoinedParts(parts.list(), parts.renewal()))
              .toList();
      return Future.succeededFuture(new MergedParts(StreamedMp4.of(indexes), lists));
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  /**
   * The merged file, whose layout counts the files of all tracks. Fails with {@link
   * MalformedMediaException} when they can't be merged.
   */
  Future<Assembly> assembly() {
    try {
      return Future.succeededFuture(assembled());
    } catch (MalformedMediaException e) {
      return Future.failedFuture(e);
    }
  }

  private Assembly assembled() throws MalformedMediaException {
    var placed = new ArrayList<SegmentsTrack.Placed>();
    var before = new ArrayList<Integer>();
    var files = new ArrayList<Assembly.Part>();
    for (var track : tracks) {
      int first = files.size();
      before.add(first);
      into(files, track);
      placed.add(track.placed(lengths.subList(first, files.size())));
    }
    var merged = MergedMp4.layout(placed.stream().map(SegmentsTrack.Placed::index).toList(), null);
    var pieces = new ArrayList<Piece>();
    for (var piece : merged.pieces()) {
      pieces.add(
          switch (piece) {
            case Piece.Literal literal -> literal;
            case Piece.Span span ->
                placed.get(span.source()).inFile(span, before.get(span.source()));
          });
    }
    return new Assembly(new Layout(pieces), files);
  }

  private void into(List<Assembly.Part> files, SegmentsTrack track) {
    var names = track.list().files();
    for (int i = 0; i < names.size(); i++) {
      int number = i;
      var target = track.list().target(names.get(i));
      files.add(
          new Assembly.Part(
              new Source.File(target.url(), target.headers(), null),
              new Validator(null, null, lengths.get(files.size())),
              () ->
                  track
                      .parts()
                      .renewal()
                      .get()
                      .map(fresh -> fresh.target(fresh.files().get(number)))));
    }
  }
}
