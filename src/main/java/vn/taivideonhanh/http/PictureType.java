package vn.taivideonhanh.http;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The pictures that are handed on. What a picture is, its first bytes say, and nobody else. */
enum PictureType {
  JPEG("image/jpeg", "ffd8ff.*"),
  PNG("image/png", "89504e470d0a1a0a.*"),
  GIF("image/gif", "47494638(37|39)61.*"),
  WEBP("image/webp", "52494646.{8}57454250.*");

  /** How many bytes tell them apart. */
  static final int ENOUGH = 12;

  private final String mediaType;
  private final Pattern beginning;

  PictureType(String mediaType, String beginning) {
    this.mediaType = mediaType;
    this.beginning = Pattern.compile(beginning);
  }

  String mediaType() {
    return mediaType;
  }

  /** What a file is that begins so; null when it is none of these. */
  static @Nullable PictureType of(byte[] bytes) {
    var first = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, ENOUGH));
    return Arrays.stream(values())
        .filter(type -> type.beginning.matcher(first).matches())
        .findFirst()
        .orElse(null);
  }
}
