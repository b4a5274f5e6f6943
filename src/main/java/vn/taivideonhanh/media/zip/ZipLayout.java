package vn.taivideonhanh.media.zip;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** An archive of entries whose lengths are known, and so where everything in it is. */
public final class ZipLayout {
  private final List<ZipEntry> entries;
  private final List<ZipPart> parts = new ArrayList<>();
  private final List<Long> headers = new ArrayList<>();
  private final ZipPart.Directory directory;

  /**
   * @param entries each of known length
   */
  public ZipLayout(List<ZipEntry> entries) {
    this.entries = List.copyOf(entries);
    long at = 0;
    for (int i = 0; i < entries.size(); i++) {
      at = add(i, at);
    }
    var blank = this.entries.stream().map(entry -> new Checksum(0, entry.length())).toList();
    var end = ZipRecords.directory(listed(blank), at);
    directory = new ZipPart.Directory(at, end.remaining());
    parts.add(directory);
  }

  private long add(int number, long at) {
    var entry = entries.get(number);
    if (entry.length() == ZipEntry.UNKNOWN) {
      throw new IllegalArgumentException("the length of " + entry.name() + " is not known");
    }
    headers.add(at);
    var header = new ZipPart.Header(at, ZipRecords.header(entry));
    parts.add(header);
    long end = Math.addExact(header.end(), entry.length());
    if (entry.length() > 0) {
      parts.add(new ZipPart.Content(number, header.end(), entry.length()));
    }
    var descriptor = new ZipPart.Descriptor(number, end);
    parts.add(descriptor);
    return Math.addExact(end, descriptor.length());
  }

  /** Of the whole archive, in bytes. */
  public long length() {
    return directory.end();
  }

  /** In the order of the archive, without a gap. */
  public List<ZipPart> parts() {
    return List.copyOf(parts);
  }

  /** Length of an entry's content. */
  public long length(int entry) {
    return entries.get(entry).length();
  }

  /** How many entries there are. */
  public int entries() {
    return entries.size();
  }

  /**
   * The last part's bytes.
   *
   * @param sums of the entries, in their order
   */
  public ByteBuffer directory(List<Checksum> sums) {
    return ZipRecords.directory(listed(sums), directory.start());
  }

  private List<ZipRecords.Listed> listed(List<Checksum> sums) {
    var listed = new ArrayList<ZipRecords.Listed>();
    for (int i = 0; i < entries.size(); i++) {
      listed.add(new ZipRecords.Listed(entries.get(i).name(), headers.get(i), sums.get(i)));
    }
    return listed;
  }
}
