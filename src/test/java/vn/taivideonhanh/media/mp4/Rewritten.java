package vn.taivideonhanh.media.mp4;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fragmented file with its index written anew, in other ways that the standard allows. */
final class Rewritten {
  private final byte[] before;
  private final byte[] after;
  private final SegmentIndex index;

  Rewritten(Path file) throws Exception {
    var bytes = Files.readAllBytes(file);
    int at = 0;
    while (ByteBuffer.wrap(bytes).getInt(at + 4) != BoxType.SIDX) {
      at += ByteBuffer.wrap(bytes).getInt(at);
    }
    int size = ByteBuffer.wrap(bytes).getInt(at);
    before = Arrays.copyOf(bytes, at);
    after = Arrays.copyOfRange(bytes, at + size, bytes.length);
    index = SegmentIndex.read(new Cursor(ByteBuffer.wrap(bytes, at + 8, size - 8)), 0);
  }

  /** An index of version 0, in another time scale, with a reference of no bytes. */
  Path scaled(Path to, int factor) throws IOException {
    var out = begin(0, factor);
    out.i32((int) index.first());
    out.i16(0).i16(index.references().size() + 1);
    for (var reference : index.references()) {
      reference(out, 0, reference.length(), reference.duration() * factor);
    }
    reference(out, 0, 0, 0);
    return write(to, out.end().bytes());
  }

  /** One reference for each two fragments, after a box that is free. */
  Path paired(Path to) throws IOException {
    var references = new ArrayList<long[]>();
    for (int i = 0; i < index.references().size(); i += 2) {
      var pair = index.references().subList(i, Math.min(i + 2, index.references().size()));
      references.add(
          new long[] {
            pair.stream().mapToLong(SegmentIndex.Reference::length).sum(),
            pair.stream().mapToLong(SegmentIndex.Reference::duration).sum()
          });
    }
    var out = begin(1, 1);
    out.i64(index.first() + 24).i16(0).i16(references.size());
    for (var pair : references) {
      reference(out, 0, pair[0], pair[1]);
    }
    return write(to, out.end().begin(BoxType.FREE).zeros(16).end().bytes());
  }

  /** An index of indexes, two levels deep: one for each three fragments, all of them in front. */
  Path nested(Path to) throws IOException {
    var groups = new ArrayList<List<SegmentIndex.Reference>>();
    for (int i = 0; i < index.references().size(); i += 3) {
      groups.add(index.references().subList(i, Math.min(i + 3, index.references().size())));
    }
    var top = begin(1, 1).i64(0).i16(0).i16(groups.size());
    for (var group : groups) {
      long duration = group.stream().mapToLong(SegmentIndex.Reference::duration).sum();
      reference(top, 1 << 31, 40 + 12 * group.size(), duration);
    }
    top.end();
    long left = groups.stream().mapToLong(g -> 40 + 12 * g.size()).sum();
    for (var group : groups) {
      left -= 40 + 12 * group.size();
      top.begin(BoxType.SIDX, 1, 0).i32(index.referenceId()).i32((int) index.timescale());
      top.i64(group.getFirst().start()).i64(left + group.getFirst().offset());
      top.i16(0).i16(group.size());
      for (var reference : group) {
        reference(top, 0, reference.length(), reference.duration());
      }
      top.end();
    }
    return write(to, top.bytes());
  }

  /** With room of 1.5 GiB behind each fragment: the file is sparse, and over 4 GiB long. */
  Path vast(Path to) throws IOException {
    long room = 3L << 29;
    var out = begin(1, 1).i64(0).i16(0).i16(index.references().size());
    for (var reference : index.references()) {
      reference(out, 0, reference.length() + room, reference.duration());
    }
    var head = new BoxWriter().put(ByteBuffer.wrap(before)).put(out.end().bytes()).bytes();
    try (var file = FileChannel.open(to, CREATE_NEW, WRITE)) {
      var _ = file.write(head);
      for (var reference : index.references()) {
        int at = (int) (reference.offset() - index.first());
        var _ = file.write(ByteBuffer.wrap(after, at, (int) reference.length()));
        var free = new BoxWriter().i32(1).i32(BoxType.FREE).i64(room).bytes();
        var _ = file.write(free);
        var _ = file.position(file.position() + room - 16);
      }
      var _ = file.write(ByteBuffer.allocate(1), file.position() - 1);
    }
    return to;
  }

  /** With its absolute positions made right: ffmpeg writes them as if there were no index. */
  Path moved(Path to) throws IOException {
    var out = begin(1, 1).i64(index.first()).i16(0).i16(index.references().size());
    for (var reference : index.references()) {
      reference(out, 0, reference.length(), reference.duration());
    }
    var sidx = out.end().bytes();
    var media = ByteBuffer.wrap(after);
    for (int at = 0; at < after.length - 20; at++) {
      if (media.getInt(at) == BoxType.TFHD && (media.getInt(at + 4) & 1) != 0) {
        media.putLong(at + 12, media.getLong(at + 12) + sidx.remaining());
      }
    }
    return write(to, sidx);
  }

  private BoxWriter begin(int version, int factor) {
    var out = new BoxWriter().begin(BoxType.SIDX, version, 0).i32(index.referenceId());
    return out.i32((int) index.timescale() * factor).sized(version, index.start() * factor);
  }

  private static void reference(BoxWriter out, int kind, long length, long duration) {
    out.i32((int) length | kind).i32((int) duration).i32(0x90000000);
  }

  private Path write(Path to, ByteBuffer between) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(before);
    var bytes = new byte[between.remaining()];
    between.get(bytes);
    out.writeBytes(bytes);
    out.writeBytes(after);
    return Files.write(to, out.toByteArray());
  }
}
