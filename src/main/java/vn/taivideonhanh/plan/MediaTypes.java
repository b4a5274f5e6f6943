package vn.taivideonhanh.plan;

import java.util.Map;

/** The media types that are ever sent, by file name extension; RFC 6838. Never one that is run. */
public final class MediaTypes {
  private static final String UNKNOWN = "application/octet-stream";
  private static final Map<String, String> VIDEO =
      Map.of(
          "mp4", "video/mp4",
          "m4v", "video/mp4",
          "mov", "video/quicktime",
          "webm", "video/webm",
          "mkv", "video/x-matroska",
          "ts", "video/mp2t",
          "3gp", "video/3gpp");
  private static final Map<String, String> AUDIO =
      Map.of(
          "m4a", "audio/mp4",
          "mp3", "audio/mpeg",
          "aac", "audio/aac",
          "ogg", "audio/ogg",
          "opus", "audio/ogg",
          "oga", "audio/ogg",
          "flac", "audio/flac",
          "wav", "audio/wav",
          "weba", "audio/webm");

  private MediaTypes() {}

  /** The type for a file name that ends in {@code ext}, without the dot. */
  public static String of(String ext) {
    var video = VIDEO.get(ext);
    return video != null ? video : AUDIO.getOrDefault(ext, UNKNOWN);
  }
}
