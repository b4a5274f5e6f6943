package vn.taivideonhanh.plan;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The media types that are ever sent, by file name extension; RFC 6838. Never one that is run. */
public final class MediaTypes {
  /** For everything that is not in the table. */
  public static final String BYTES = "application/octet-stream";

  private static final Map<String, String> BY_EXT =
      Map.ofEntries(
          Map.entry("mp4", "video/mp4"),
          Map.entry("m4v", "video/mp4"),
          Map.entry("mov", "video/quicktime"),
          Map.entry("webm", "video/webm"),
          Map.entry("mkv", "video/x-matroska"),
          Map.entry("ts", "video/mp2t"),
          Map.entry("flv", "video/x-flv"),
          Map.entry("3gp", "video/3gpp"),
          Map.entry("avi", "video/x-msvideo"),
          Map.entry("ogv", "video/ogg"),
          Map.entry("m4a", "audio/mp4"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("aac", "audio/aac"),
          Map.entry("ac3", "audio/ac3"),
          Map.entry("eac3", "audio/eac3"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("opus", "audio/ogg"),
          Map.entry("oga", "audio/ogg"),
          Map.entry("weba", "audio/webm"),
          Map.entry("mka", "audio/x-matroska"),
          Map.entry("flac", "audio/flac"),
          Map.entry("wav", "audio/wav"),
          Map.entry("vtt", "text/vtt"),
          Map.entry("srt", "application/x-subrip"),
          Map.entry("zip", "application/zip"));

  private static final Set<String> ALLOWED = Set.copyOf(BY_EXT.values());

  private MediaTypes() {}

  /** The type for a file name that ends in {@code ext}, without the dot. */
  public static String of(String ext) {
    return BY_EXT.getOrDefault(ext, BYTES);
  }

  /** The type itself when it may leave, else {@link #BYTES}. */
  public static String allowed(@Nullable String mediaType) {
    return mediaType != null && ALLOWED.contains(mediaType) ? mediaType : BYTES;
  }

  /** The type when the file holds only audio, whatever its name says. */
  static String ofAudio(String ext) {
    return switch (ext) {
      case "webm" -> "audio/webm";
      case "mp4" -> "audio/mp4";
      default -> of(ext);
    };
  }
}
