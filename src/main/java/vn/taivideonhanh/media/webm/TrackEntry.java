package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/**
 * The track of a file (RFC 9559, 5.1.4.1).
 *
 * @param number by which its blocks name it, from 1 to 126: one byte in a block
 * @param video whether it is one, else it is sound
 * @param settings all of the entry's elements but those that name the track
 */
record TrackEntry(int number, boolean video, ByteBuffer settings) {
  /** Most that fits in one byte of a block. */
  static final int MAX_NUMBER = 126;

  private static final int VIDEO = 1;
  private static final int AUDIO = 2;

  /** What may be in a file that calls itself WebM. */
  private static final Set<String> CODECS = Set.of("V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS");

  /** Reads the only entry of {@code Tracks}. */
  static TrackEntry only(Cursor tracks) throws MalformedMediaException {
    TrackEntry only = null;
    for (var element = tracks.next(); element != null; element = tracks.next()) {
      if (element.id() == ElementId.TRACK_ENTRY) {
        if (only != null) {
          throw unsupported("several tracks in one file");
        }
        only = read(element);
      }
    }
    if (only == null) {
      throw broken("no track");
    }
    return only;
  }

  private static TrackEntry read(Cursor.Element entry) throws MalformedMediaException {
    var settings = ByteBuffer.allocate(entry.body().remaining());
    long number = 0;
    long type = 0;
    String codec = null;
    var elements = entry.cursor();
    for (var element = elements.next(); element != null; element = elements.next()) {
      switch (element.id()) {
        case ElementId.TRACK_NUMBER -> number = element.unsigned();
        case ElementId.TRACK_UID, ElementId.CRC_32, ElementId.VOID -> {}
        case ElementId.CONTENT_ENCODINGS, ElementId.TRACK_OPERATION, ElementId.TRACK_OVERLAY ->
            throw unsupported("a track that is encrypted, packed or made of others");
        default -> {
          type = element.id() == ElementId.TRACK_TYPE ? element.unsigned() : type;
          codec = element.id() == ElementId.CODEC_ID ? element.text() : codec;
          settings.put(element.whole());
        }
      }
    }
    check(number, type, codec);
    return new TrackEntry((int) number, type == VIDEO, settings.flip());
  }

  private static void check(long number, long type, @Nullable String codec)
      throws MalformedMediaException {
    if (number < 1 || number > MAX_NUMBER) {
      throw unsupported("a track of number " + number);
    }
    if ((type != VIDEO && type != AUDIO) || codec == null || !CODECS.contains(codec)) {
      throw unsupported("a track of another kind");
    }
  }
}
