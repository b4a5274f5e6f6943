package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source's first bytes say it is. ffmpeg is told, and never guesses: among what it would
 * guess are formats that open files and sockets.
 */
enum Container {
  MP4("mov", "mov,mp4,m4a,3gp,3g2,mj2"),
  MATROSKA("matroska", "matroska,webm"),
  TRANSPORT_STREAM("mpegts", "mpegts"),
  AAC("aac", "aac"),
  AC3("ac3", "ac3"),
  EAC3("eac3", "eac3"),
  MP3("mp3", "mp3"),
  OGG("ogg", "ogg"),
  FLAC("flac", "flac"),
  FLV("flv", "flv");

  /** What an ID3 tag begins with. */
  static final int ID3 = 0x494433;

  private static final int AC3_SYNC = 0x0B77;

  /** Highest bsid that a decoder of AC-3 understands; E-AC-3 has 16 (annex E). */
  private static final int LAST_AC3 = 10;

  private final String demuxer;
  private final String names;

  Container(String demuxer, String names) {
    this.demuxer = demuxer;
    this.names = names;
  }

  /** ffmpeg's name of what reads it. */
  String demuxer() {
    return demuxer;
  }

  /** All names of that demuxer, for ffmpeg's list of allowed ones. */
  String names() {
    return names;
  }

  /** Whether it is sound without a container around it, which can go on after any frame. */
  boolean packed() {
    return switch (this) {
      case AAC, AC3, EAC3, MP3 -> true;
      case MP4, MATROSKA, TRANSPORT_STREAM, OGG, FLAC, FLV -> false;
    };
  }

  /**
   * Whether packed audio whose name ends so is joined without the tags of its parts: decoders of
   * AAC alone step over them.
   */
  static boolean untagged(String ext) {
    return Stream.of(AC3, EAC3, MP3).anyMatch(each -> each.demuxer.equals(ext));
  }

  /** Whether the audio of a source that begins so is AAC in ADTS frames. */
  boolean hasAdts(ByteBuf head) {
    return this == AAC || (this == TRANSPORT_STREAM && TransportStream.hasAdts(head));
  }

  /**
   * Recognizes the bytes; null when they are none of these.
   *
   * @param head the first bytes of the source, not consumed
   * @param ext what the site calls it; counts only where the bytes leave it open
   */
  static @Nullable Container of(ByteBuf head, String ext) {
    int at = head.readerIndex();
    var start = ByteBufUtil.hexDump(head, at, Math.min(12, head.readableBytes()));
    if (start.length() >= 16 && isBox(start.substring(8, 16))) {
      return MP4;
    }
    if (start.startsWith("1a45dfa3")) {
      return MATROSKA;
    }
    if (start.startsWith("4f676753")) {
      return OGG;
    }
    if (start.startsWith("664c6143")) {
      return FLAC;
    }
    if (start.startsWith("464c5601")) {
      return FLV;
    }
    if (start.startsWith("494433")) {
      return afterId3(head, ext);
    }
    if (start.startsWith("47")) {
      boolean second =
          head.readableBytes() <= TransportStream.PACKET
              || head.getByte(at + TransportStream.PACKET) == TransportStream.SYNC;
      return second ? TRANSPORT_STREAM : null;
    }
    return packedAudio(head, at);
  }

  private static boolean isBox(String type) {
    return switch (type) {
      // ftyp styp moov mdat sidx free skip wide
      case "66747970",
          "73747970",
          "6d6f6f76",
          "6d646174",
          "73696478",
          "66726565",
          "736b6970",
          "77696465" ->
          true;
      default -> false;
    };
  }

  /** RFC 8216 section 3.4 puts an ID3 tag before packed audio. */
  private static @Nullable Container afterId3(ByteBuf head, String ext) {
    if (head.readableBytes() >= 10) {
      int at = head.readerIndex();
      var audio = packedAudio(head, at + 10 + id3Length(head, at));
      if (audio != null) {
        return audio;
      }
    }
    return switch (ext.toLowerCase(Locale.ROOT)) {
      case "mp3" -> MP3;
      case "flac" -> FLAC;
      default -> AAC;
    };
  }

  /** How much of an ID3 tag follows its first 10 bytes, but for a footer (ID3v2.4, 3.1). */
  static int id3Length(ByteBuf head, int at) {
    int size = 0;
    for (int i = 6; i < 10; i++) {
      size = (size << 7) | (head.getByte(at + i) & 0x7F);
    }
    return size;
  }

  /** The sync word of ADTS (layer 0), of MPEG audio, or of AC-3 (ETSI TS 102 366, 4.3). */
  private static @Nullable Container packedAudio(ByteBuf head, int at) {
    if (at + 6 <= head.writerIndex() && head.getUnsignedShort(at) == AC3_SYNC) {
      return head.getUnsignedByte(at + 5) >> 3 > LAST_AC3 ? EAC3 : AC3;
    }
    if (at + 2 > head.writerIndex() || (head.getShort(at) & 0xFFE0) != 0xFFE0) {
      return null;
    }
    return (head.getShort(at) & 0xFFF6) == 0xFFF0 ? AAC : MP3;
  }
}
