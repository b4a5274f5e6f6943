package vn.taivideonhanh.plan;

/** The containers that files are joined into, by ffmpeg's names of their muxers. */
final class Containers {
  private Containers() {}

  /** The container of a file by its name's extension; {@code matroska} for every other. */
  static String of(String ext) {
    return switch (ext) {
      case "mp4", "m4a", "m4v" -> "mp4";
      case "webm", "weba" -> "webm";
      default -> "matroska";
    };
  }

  /** How a file's name ends. */
  static String ext(String container, boolean video) {
    return switch (container) {
      case "webm" -> video ? "webm" : "weba";
      case "matroska" -> "mkv";
      default -> video ? "mp4" : "m4a";
    };
  }
}
