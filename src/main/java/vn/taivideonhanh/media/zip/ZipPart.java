package vn.taivideonhanh.media.zip;

import java.nio.ByteBuffer;

/** A stretch of an archive. */
public sealed interface ZipPart {
  /** Position in the archive of its first byte. */
  long start();

  /** In bytes. */
  long length();

  /** Position in the archive after its last byte. */
  default long end() {
    return start() + length();
  }

  /** What is before an entry. */
  record Header(long start, ByteBuffer bytes) implements ZipPart {
    public Header {
      bytes = bytes.asReadOnlyBuffer().slice();
    }

    @Override
    public long length() {
      return bytes.remaining();
    }
  }

  /**
   * The bytes of an entry.
   *
   * @param entry number of the entry, from 0
   */
  record Content(int entry, long start, long length) implements ZipPart {}

  /**
   * What is behind an entry, {@link ZipRecords#descriptor}; needs the entry's checksum.
   *
   * @param entry number of the entry, from 0
   */
  record Descriptor(int entry, long start) implements ZipPart {
    @Override
    public long length() {
      return ZipRecords.DESCRIPTOR;
    }
  }

  /** The end of the archive, {@link ZipLayout#directory}; needs every checksum. */
  record Directory(long start, long length) implements ZipPart {}
}
