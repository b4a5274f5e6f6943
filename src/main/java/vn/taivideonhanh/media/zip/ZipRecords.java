package vn.taivideonhanh.media.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The records of an archive whose entries are stored, APPNOTE 4.3. Every entry has its checksum and
 * its lengths in a data descriptor behind it, always in the form of ZIP64, so that nothing has to
 * be known of it before and the descriptor's own length never changes.
 */
public final class ZipRecords {
  /** Length of a data descriptor in bytes. */
  public static final int DESCRIPTOR = 24;

  /** 4.4.3: the version that ZIP64 needs. */
  private static final short VERSION = 45;

  /** 4.4.2: made on a Unix, so that the attributes below are understood. */
  private static final short MADE_BY = 3 << 8 | VERSION;

  /** 4.4.4: a data descriptor follows; the name is UTF-8. */
  private static final short FLAGS = 1 << 3 | 1 << 11;

  /** 4.4.6: the first day there is, so that the same entries make the same archive. */
  private static final short DATE = 1 << 5 | 1;

  /** 4.4.15: a plain file that its owner may write and everybody may read. */
  private static final int ATTRIBUTES = 0100644 << 16;

  private static final int IN_ZIP64 = 0xFFFFFFFF;
  private static final long LARGEST = 0xFFFFFFFEL;
  private static final short ZIP64 = 1;
  private static final int HEADER = 30 + 20;
  private static final int LISTING = 46 + 28;
  private static final int ENDS = 56 + 20 + 22;

  private ZipRecords() {}

  /**
   * An entry of which everything is known.
   *
   * @param offset of its local header in the archive
   * @param sum of its content
   */
  public record Listed(String name, long offset, Checksum sum) {}

  /**
   * 4.3.7: what is before an entry. A length that is known is told here already, for those who read
   * the archive as it comes.
   */
  public static ByteBuffer header(ZipEntry entry) {
    var name = entry.name().getBytes(UTF_8);
    long length = Math.max(entry.length(), 0);
    return record(HEADER + name.length)
        .putInt(0x04034b50)
        .putShort(VERSION)
        .putShort(FLAGS)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(DATE)
        .putInt(0)
        .putInt(IN_ZIP64)
        .putInt(IN_ZIP64)
        .putShort((short) name.length)
        .putShort((short) 20)
        .put(name)
        .putShort(ZIP64)
        .putShort((short) 16)
        .putLong(length)
        .putLong(length)
        .flip();
  }

  /** 4.3.9: what is behind an entry. */
  public static ByteBuffer descriptor(Checksum sum) {
    return record(DESCRIPTOR)
        .putInt(0x08074b50)
        .putInt(sum.crc())
        .putLong(sum.length())
        .putLong(sum.length())
        .flip();
  }

  /**
   * 4.3.12 to 4.3.16: the central directory and the records of the archive's end, those of ZIP64
   * where a number needs them.
   *
   * @param offset of the directory in the archive
   */
  public static ByteBuffer directory(List<Listed> entries, long offset) {
    int names = entries.stream().mapToInt(entry -> entry.name.getBytes(UTF_8).length).sum();
    var to = record(names + entries.size() * LISTING + ENDS);
    entries.forEach(entry -> list(to, entry));
    long size = to.position();
    boolean large = offset > LARGEST || entries.size() >= 0xFFFF;
    if (large) {
      largeEnd(to, entries.size(), size, offset);
    }
    short count = large ? (short) 0xFFFF : (short) entries.size();
    return to.putInt(0x06054b50)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(count)
        .putShort(count)
        .putInt(large ? IN_ZIP64 : (int) size)
        .putInt(large ? IN_ZIP64 : (int) offset)
        .putShort((short) 0)
        .flip();
  }

  private static void list(ByteBuffer to, Listed entry) {
    var name = entry.name.getBytes(UTF_8);
    long length = entry.sum.length();
    boolean large = length > LARGEST;
    boolean far = entry.offset > LARGEST;
    int numbers = (large ? 16 : 0) + (far ? 8 : 0);
    to.putInt(0x02014b50)
        .putShort(MADE_BY)
        .putShort(VERSION)
        .putShort(FLAGS)
        .putShort((short) 0)
        .putShort((short) 0)
        .putShort(DATE)
        .putInt(entry.sum.crc())
        .putInt(large ? IN_ZIP64 : (int) length)
        .putInt(large ? IN_ZIP64 : (int) length)
        .putShort((short) name.length)
        .putShort((short) (numbers == 0 ? 0 : 4 + numbers))
        .putShort((short) 0) // no comment
        .putInt(0) // on the first disk, not known as text
        .putInt(ATTRIBUTES)
        .putInt(far ? IN_ZIP64 : (int) entry.offset)
        .put(name);
    if (numbers > 0) {
      to.putShort(ZIP64).putShort((short) numbers);
    }
    if (large) {
      to.putLong(length).putLong(length);
    }
    if (far) {
      to.putLong(entry.offset);
    }
  }

  private static void largeEnd(ByteBuffer to, long count, long size, long offset) {
    to.putInt(0x06064b50)
        .putLong(44)
        .putShort(MADE_BY)
        .putShort(VERSION)
        .putInt(0)
        .putInt(0)
        .putLong(count)
        .putLong(count)
        .putLong(size)
        .putLong(offset)
        .putInt(0x07064b50)
        .putInt(0)
        .putLong(offset + size)
        .putInt(1);
  }

  private static ByteBuffer record(int capacity) {
    return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
  }
}
