package vn.taivideonhanh.plan;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Format;

/** What the containers can hold, and what every player plays. Names as in RFC 6381. */
final class Codecs {
  private static final Set<String> MP4_VIDEO = Set.of("h264", "h265", "av1", "vp9");
  private static final Set<String> MP4_AUDIO = Set.of("aac", "mp3", "ac3", "eac3", "opus");
  private static final Set<String> WEBM_VIDEO = Set.of("vp8", "vp9", "av1");
  private static final Set<String> WEBM_AUDIO = Set.of("opus", "vorbis");

  private Codecs() {}

  /** The family of a codec: {@code h264} for {@code avc1.64001f}; null stays null. */
  static @Nullable String family(@Nullable String codec) {
    // A site's markup often names no codec; yt-dlp then says that there is one, not which.
    if (codec == null || codec.equals("unknown")) {
      return null;
    }
    var name = codec.toLowerCase(Locale.ROOT);
    var dot = name.indexOf('.');
    var start = dot < 0 ? name : name.substring(0, dot);
    return switch (start) {
      case "avc1", "avc3", "h264" -> "h264";
      case "hvc1", "hev1", "dvh1", "dvhe", "h265", "hevc" -> "h265";
      case "av01", "av1" -> "av1";
      case "vp09", "vp9" -> "vp9";
      case "vp08", "vp8" -> "vp8";
      // Object type 0x6B (and 0x69) under mp4a is MP3: RFC 6381 section 3.3.
      case "mp4a" -> name.startsWith("mp4a.6b") || name.startsWith("mp4a.69") ? "mp3" : "aac";
      case "aac" -> "aac";
      case "ac-3", "ac3" -> "ac3";
      case "ec-3", "eac3" -> "eac3";
      default -> start;
    };
  }

  /** The muxer, in ffmpeg's words, for one or two formats that are joined. */
  static String container(Format video, @Nullable Format audio) {
    var v = family(video.videoCodec());
    var a = family(audio == null ? video.audioCodec() : audio.audioCodec());
    if (v == null && a == null) {
      return video.ext().equals("webm") ? "webm" : "mp4";
    }
    var forWebm = fits(WEBM_VIDEO, v) && fits(WEBM_AUDIO, a);
    // AV1 and VP9 go in both; then the source's own container, or the audio, decides.
    if (forWebm && (video.ext().equals("webm") || "vp8".equals(v) || "vorbis".equals(a))) {
      return "webm";
    }
    return fits(MP4_VIDEO, v) && fits(MP4_AUDIO, a) ? "mp4" : "matroska";
  }

  /** Whether every player of the last ten years plays it: H.264 and AAC in MP4. */
  static boolean playsEverywhere(Format video, @Nullable Format audio) {
    var v = family(video.videoCodec());
    var a = family(audio == null ? video.audioCodec() : audio.audioCodec());
    var sounds = a == null || a.equals("aac") || a.equals("mp3");
    return sounds && (v == null ? video.ext().equals("mp4") : v.equals("h264"));
  }

  /** Whether something in it has a place in WebM that every player knows, and in no other. */
  static boolean webmOnly(Format format) {
    return "vp8".equals(family(format.videoCodec()))
        || "vorbis".equals(family(format.audioCodec()));
  }

  private static boolean fits(Set<String> container, @Nullable String family) {
    return family == null || container.contains(family);
  }
}
