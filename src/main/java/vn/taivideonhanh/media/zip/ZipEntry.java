package vn.taivideonhanh.media.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * One file of an archive.
 *
 * @param name without a path; at most 65,535 bytes of UTF-8
 * @param length in bytes; -1 when it is known only behind the last one
 */
public record ZipEntry(String name, long length) {
  /** The length of an entry that nobody knows yet. */
  public static final long UNKNOWN = -1;

  public ZipEntry {
    if (length < UNKNOWN) {
      throw new IllegalArgumentException("an entry has no length of " + length);
    }
    if (name.isEmpty() || name.getBytes(UTF_8).length > 0xFFFF) {
      throw new IllegalArgumentException("an entry has a name of 1 to 65,535 bytes");
    }
  }
}
