package vn.taivideonhanh.media.webm;

import java.nio.ByteBuffer;

/** A file of one track that is written here, small enough to be twisted by the thousand. */
final class TinyWebm {
  /** Begins a key frame of VP9, and is not too long as a packet of Opus. */
  private static final byte[] FRAME = {(byte) 0x82, 0x49, (byte) 0x83, 0x42, 0, 0};

  private static final int CLUSTERS = 4;
  private static final int CLUSTER = cluster(0).length;

  private TinyWebm() {}

  /**
   * @param front whether the cues are before the clusters
   */
  static byte[] bytes(boolean video, boolean front) {
    var head = head(video);
    int cues = cues(0).length;
    int before = head.length + seek(0).length;
    long media = (long) CLUSTERS * CLUSTER;
    var out =
        new ElementWriter()
            .begin(ElementId.EBML)
            .text(ElementId.DOC_TYPE, "webm")
            .end()
            .begin(ElementId.SEGMENT)
            .put(ByteBuffer.wrap(seek(front ? before : before + media)))
            .put(ByteBuffer.wrap(head));
    if (front) {
      out.put(ByteBuffer.wrap(cues(before + cues)));
    }
    for (int i = 0; i < CLUSTERS; i++) {
      out.put(ByteBuffer.wrap(cluster(i)));
    }
    if (!front) {
      out.put(ByteBuffer.wrap(cues(before)));
    }
    return array(out.end());
  }

  private static byte[] seek(long cues) {
    return array(
        new ElementWriter()
            .begin(ElementId.SEEK_HEAD)
            .begin(ElementId.SEEK)
            .number(ElementId.SEEK_ID, ElementId.CUES)
            .number(ElementId.SEEK_POSITION, cues, 8)
            .end()
            .end());
  }

  private static byte[] head(boolean video) {
    return array(
        new ElementWriter()
            .begin(ElementId.INFO)
            .number(ElementId.TIMESTAMP_SCALE, 1_000_000)
            .real(ElementId.DURATION, 4000)
            .end()
            .begin(ElementId.TRACKS)
            .begin(ElementId.TRACK_ENTRY)
            .number(ElementId.TRACK_NUMBER, 3)
            .number(ElementId.TRACK_UID, 77)
            .number(ElementId.TRACK_TYPE, video ? 1 : 2)
            .text(ElementId.CODEC_ID, video ? "V_VP9" : "A_OPUS")
            .text(ElementId.CODEC_PRIVATE, video ? "" : "OpusHead" + "\1\2\0\0\0\0\0\0\0\0\0")
            .begin(ElementId.VIDEO)
            .number(ElementId.PIXEL_WIDTH, 64)
            .number(ElementId.PIXEL_HEIGHT, 48)
            .end()
            .end()
            .end());
  }

  private static byte[] cues(long first) {
    var out = new ElementWriter().begin(ElementId.CUES);
    for (int i = 0; i < CLUSTERS; i++) {
      out.begin(ElementId.CUE_POINT)
          .number(ElementId.CUE_TIME, i * 1000L, 8)
          .begin(ElementId.CUE_TRACK_POSITIONS)
          .number(ElementId.CUE_TRACK, 3)
          .number(ElementId.CUE_CLUSTER_POSITION, first + (long) i * CLUSTER, 8)
          .end()
          .end();
    }
    return array(out.end());
  }

  private static byte[] cluster(int number) {
    var out =
        new ElementWriter()
            .begin(ElementId.CLUSTER)
            .number(ElementId.CRC_32, 1, 4)
            .number(0xe7, number * 1000L, 4)
            .number(ElementId.POSITION, 12345, 8)
            .number(ElementId.PREV_SIZE, 83, 2)
            .put(block(ElementId.SIMPLE_BLOCK, 0))
            .begin(ElementId.BLOCK_GROUP)
            .put(block(ElementId.BLOCK, 20))
            .number(0x9b, 40)
            .end()
            .put(block(ElementId.SIMPLE_BLOCK, 40))
            .number(ElementId.VOID, 0, 4);
    return array(out.end());
  }

  private static ByteBuffer block(int id, int millis) {
    var head = new byte[] {(byte) 0x83, 0, (byte) millis, (byte) 0x80};
    var out = new ElementWriter().begin(id).put(ByteBuffer.wrap(head)).put(ByteBuffer.wrap(FRAME));
    return out.end().bytes();
  }

  private static byte[] array(ElementWriter out) {
    var bytes = new byte[out.bytes().remaining()];
    out.bytes().get(bytes);
    return bytes;
  }
}
