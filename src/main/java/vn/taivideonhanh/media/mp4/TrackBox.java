package vn.taivideonhanh.media.mp4;

import static java.util.Objects.requireNonNull;
import static vn.taivideonhanh.media.mp4.Cursor.broken;
import static vn.taivideonhanh.media.mp4.Cursor.unsupported;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/** Reads a {@code trak} box (ISO/IEC 14496-12, 8.3.1). */
final class TrackBox {
  /** Edits that are kept; what plays a fragmented file has one or two. */
  private static final int MAX_EDITS = 64;

  /** The standard has three. */
  private static final int MAX_DEPTH = 8;

  private static final int SELF_CONTAINED = 1;

  private final List<Edit> edits = new ArrayList<>();
  private @Nullable ByteBuffer tkhd;
  private @Nullable ByteBuffer mdia;
  private int id;
  private long timescale;
  private int handler;
  private int codec;

  /** Where the boxes of samples go; null when there must be none. */
  private final @Nullable SampleTableReader tables;

  private TrackBox(@Nullable SampleTableReader tables) {
    this.tables = tables;
  }

  /** A track and its samples. */
  record Tabled(Track track, SampleTable table) {}

  /** One that has no samples of its own, in place. */
  static Track read(Cursor trak) throws MalformedMediaException {
    return new TrackBox(null).track(trak);
  }

  /**
   * One that has all of its samples; what is kept is a copy without their tables.
   *
   * @param most samples that may be read
   */
  static Tabled readTabled(Cursor trak, int most) throws MalformedMediaException {
    var tables = new SampleTableReader(most);
    var track = new TrackBox(tables).track(trak);
    var mdia = requireNonNull(new Cursor(track.mdia()).box());
    var bare = track.with(copy(track.tkhd()), MediaBox.bare(mdia));
    return new Tabled(bare, tables.table());
  }

  private static ByteBuffer copy(ByteBuffer bytes) {
    return ByteBuffer.allocate(bytes.remaining()).put(bytes.slice()).flip();
  }

  /** Of what kind the track is (8.4.3); 0 when it doesn't tell. */
  static int handler(Cursor trak) throws MalformedMediaException {
    var mdia = find(trak, BoxType.MDIA);
    var hdlr = mdia == null ? null : find(mdia, BoxType.HDLR);
    return hdlr == null ? 0 : handlerType(hdlr);
  }

  private static @Nullable Cursor find(Cursor boxes, int type) throws MalformedMediaException {
    for (var box = boxes.box(); box != null; box = boxes.box()) {
      if (box.type() == type) {
        return box.cursor();
      }
    }
    return null;
  }

  private static int handlerType(Cursor hdlr) throws MalformedMediaException {
    hdlr.skip(8);
    return hdlr.i32();
  }

  private Track track(Cursor trak) throws MalformedMediaException {
    for (var box = trak.box(); box != null; box = trak.box()) {
      switch (box.type()) {
        case BoxType.TKHD -> {
          tkhd = box.whole();
          var cursor = box.cursor();
          boolean wide = cursor.full().version() == 1;
          cursor.skip(wide ? 16 : 8);
          id = cursor.i32();
          cursor.skip(wide ? 72 : 68);
        }
        case BoxType.EDTS -> edits(box.cursor());
        case BoxType.MDIA -> {
          mdia = box.whole();
          media(box.cursor(), 0);
        }
        default -> {}
      }
    }
    if (tkhd == null || mdia == null || id == 0 || timescale == 0 || codec == 0) {
      throw broken("a track lacks a part");
    }
    return new Track(id, handler, codec, timescale, edits, tkhd, mdia, ByteBuffer.allocate(0));
  }

  /** Edit box (8.6.5). */
  private void edits(Cursor edts) throws MalformedMediaException {
    for (var box = edts.box(); box != null; box = edts.box()) {
      if (box.type() == BoxType.ELST) {
        var cursor = box.cursor();
        var full = cursor.full();
        long count = cursor.u32();
        if (count > MAX_EDITS) {
          throw unsupported(count + " edits");
        }
        for (int i = 0; i < count; i++) {
          long duration = cursor.sized(full);
          long time = full.version() == 1 ? cursor.i64() : cursor.i32();
          if (time < -1) {
            throw broken("an edit begins at " + time);
          }
          edits.add(new Edit(duration, time, cursor.i32()));
        }
      }
    }
  }

  private void media(Cursor cursor, int depth) throws MalformedMediaException {
    if (depth > MAX_DEPTH) {
      throw broken("boxes in boxes in boxes");
    }
    for (var box = cursor.box(); box != null; box = cursor.box()) {
      switch (box.type()) {
        case BoxType.MDHD -> header(box);
        case BoxType.HDLR -> handler = handlerType(box.cursor());
        case BoxType.MINF, BoxType.DINF, BoxType.STBL -> media(box.cursor(), depth + 1);
        case BoxType.DREF -> references(box.cursor());
        case BoxType.STSD -> description(box.cursor());
        default -> samples(box);
      }
    }
  }

  /** Media header box (8.4.2). Its duration is that of samples outside of fragments: none. */
  private void header(Cursor.Box mdhd) throws MalformedMediaException {
    var cursor = mdhd.cursor();
    boolean wide = cursor.full().version() == 1;
    cursor.skip(wide ? 16 : 8);
    timescale = cursor.u32();
    cursor.skip(wide ? 8 : 4);
    if (tables != null) {
      return;
    }
    if (wide) {
      var _ = mdhd.body().putLong(24, 0);
    } else {
      var _ = mdhd.body().putInt(16, 0);
    }
  }

  /** Data reference box (8.7.2): the samples must be in the file itself. */
  private static void references(Cursor dref) throws MalformedMediaException {
    dref.skip(8);
    for (var box = dref.box(); box != null; box = dref.box()) {
      if ((box.cursor().full().flags() & SELF_CONTAINED) == 0) {
        throw unsupported("samples in another file");
      }
    }
  }

  /** Sample description box (8.5.2); encryption changes the type of an entry (8.12). */
  private void description(Cursor stsd) throws MalformedMediaException {
    stsd.skip(8);
    for (var entry = stsd.box(); entry != null; entry = stsd.box()) {
      codec =
          switch (entry.type()) {
            case BoxType.ENCA, BoxType.ENCV, BoxType.ENCT, BoxType.SINF ->
                throw unsupported("encrypted");
            default -> codec == 0 ? entry.type() : codec;
          };
    }
  }

  private void samples(Cursor.Box box) throws MalformedMediaException {
    if (tables != null) {
      tables.take(box);
    } else if (box.type() == BoxType.STSZ || box.type() == BoxType.STZ2) {
      sizes(box.cursor());
    }
  }

  /** Sample size boxes (8.7.3): there must be no samples outside the fragments. */
  private static void sizes(Cursor stsz) throws MalformedMediaException {
    stsz.skip(8);
    if (stsz.i32() != 0) {
      throw unsupported("samples outside the fragments");
    }
  }
}
