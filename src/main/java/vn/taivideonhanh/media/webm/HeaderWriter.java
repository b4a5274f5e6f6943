package vn.taivideonhanh.media.webm;

import java.nio.ByteBuffer;
import java.util.List;
import vn.taivideonhanh.media.webm.WebmIndex.Timing;

/**
 * Writes all of a file that is before its clusters.
 *
 * @param tracks in order of their numbers, the first of which is 1
 * @param cues positions counted from the first cluster
 * @param media length of all clusters, in bytes
 */
record HeaderWriter(Timing timing, List<TrackEntry> tracks, Cues cues, long media) {
  private static final String APP = "TaiVideoNhanh";

  /** More than the header before the clusters can be long. */
  private static final long MAX_HEADER = 64 << 20;

  /**
   * The places that a player can go to.
   *
   * @param track number of the track that they are of
   */
  record Cues(int track, List<Cue> points) {
    Cues {
      points = List.copyOf(points);
    }
  }

  ByteBuffer write() {
    // A position takes as many bytes whatever it is, so that it does not change what is before it.
    int length = cues(0).remaining();
    var before = before();
    var out = file();
    out.begin(ElementId.SEGMENT).put(before).put(cues(before.remaining() + length)).end(media);
    return out.bytes();
  }

  private static ElementWriter file() {
    return new ElementWriter()
        .begin(ElementId.EBML)
        .number(ElementId.EBML_VERSION, 1)
        .number(ElementId.EBML_READ_VERSION, 1)
        .number(ElementId.EBML_MAX_ID_LENGTH, 4)
        .number(ElementId.EBML_MAX_SIZE_LENGTH, 8)
        .text(ElementId.DOC_TYPE, "webm")
        .number(ElementId.DOC_TYPE_VERSION, 4)
        .number(ElementId.DOC_TYPE_READ_VERSION, 2)
        .end();
  }

  private ByteBuffer before() {
    var out =
        new ElementWriter()
            .begin(ElementId.INFO)
            .number(ElementId.TIMESTAMP_SCALE, timing.scale())
            .real(ElementId.DURATION, timing.duration())
            .text(ElementId.MUXING_APP, APP)
            .text(ElementId.WRITING_APP, APP)
            .end();
    out.begin(ElementId.TRACKS);
    for (int i = 0; i < tracks.size(); i++) {
      out.begin(ElementId.TRACK_ENTRY)
          .number(ElementId.TRACK_NUMBER, i + 1)
          .number(ElementId.TRACK_UID, i + 1)
          .put(tracks.get(i).settings())
          .end();
    }
    return out.end().bytes();
  }

  /**
   * @param first position of the first cluster
   */
  private ByteBuffer cues(long first) {
    int time = ElementWriter.width(cues.points.getLast().time());
    int position = ElementWriter.width(Math.addExact(media, MAX_HEADER));
    var out = new ElementWriter().begin(ElementId.CUES);
    for (var cue : cues.points) {
      out.begin(ElementId.CUE_POINT)
          .number(ElementId.CUE_TIME, cue.time(), time)
          .begin(ElementId.CUE_TRACK_POSITIONS)
          .number(ElementId.CUE_TRACK, cues.track)
          .number(ElementId.CUE_CLUSTER_POSITION, first + cue.cluster(), position)
          .end()
          .end();
    }
    return out.end().bytes();
  }
}
