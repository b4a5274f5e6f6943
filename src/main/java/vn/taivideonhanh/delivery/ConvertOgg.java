package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Puts tags in the place of those that ffmpeg writes into an Opus file, RFC 7845 section 3. They
 * may take more pages than before, for the picture's sake: then every page after them gets another
 * number, and with it another checksum.
 */
final class ConvertOgg implements HeadPatch {
  private static final int MARK = 0x4f676753;
  private static final int HEAD = 27;
  private static final int NUMBER = 18;
  private static final int CHECKSUM = 22;
  private static final int SEGMENT = 255;
  private static final int MOST_SEGMENTS = 255;
  private static final int CONTINUED = 1;

  private final ByteBuf tags;
  private final ByteBuf pending = Unpooled.buffer();
  private State state = State.FIRST;
  private int added;

  private enum State {
    /** The page with the head of the stream. */
    FIRST,
    /** Pages with ffmpeg's own tags, which are dropped. */
    TAGS,
    /** Pages that get another number. */
    RENUMBERED,
    /** Nothing is changed any more. */
    DONE
  }

  ConvertOgg(ConvertTags tags) {
    this.tags =
        Unpooled.buffer()
            .writeBytes("OpusTags".getBytes(US_ASCII))
            .writeBytes(ConvertVorbis.commentsWithPicture(tags));
  }

  @Override
  public @Nullable ByteBuf take(ByteBuf buffer) {
    if (state == State.DONE) {
      return buffer;
    }
    pending.writeBytes(buffer);
    buffer.release();
    var out = Unpooled.buffer();
    for (int length = page(); length > 0 && state != State.DONE; length = page()) {
      pass(pending.readSlice(length), out);
    }
    if (state == State.DONE) {
      out.writeBytes(pending);
    }
    pending.discardReadBytes();
    return out.isReadable() ? out : null;
  }

  @Override
  public @Nullable ByteBuf rest() {
    return pending.isReadable() ? pending : null;
  }

  /** The length of the page that is next; 0 when it is not there whole, RFC 3533 section 6. */
  private int page() {
    int at = pending.readerIndex();
    if (pending.readableBytes() < HEAD) {
      return 0;
    }
    if (pending.getInt(at) != MARK) {
      state = State.DONE;
      return 0;
    }
    int segments = pending.getUnsignedByte(at + HEAD - 1);
    int length = HEAD + segments;
    if (pending.readableBytes() < length) {
      return 0;
    }
    for (int i = 0; i < segments; i++) {
      length += pending.getUnsignedByte(at + HEAD + i);
    }
    return pending.readableBytes() < length ? 0 : length;
  }

  private void pass(ByteBuf page, ByteBuf out) {
    switch (state) {
      case FIRST -> {
        out.writeBytes(page, 0, page.readableBytes());
        write(out, page.getInt(14));
        state = State.TAGS;
      }
      case TAGS -> {
        added--;
        int segments = page.getUnsignedByte(HEAD - 1);
        // The packet ends in a segment that is not full, and its page with it.
        if (page.getUnsignedByte(HEAD + segments - 1) < SEGMENT) {
          state = added == 0 ? State.DONE : State.RENUMBERED;
        }
      }
      case RENUMBERED -> {
        page.setIntLE(NUMBER, page.getIntLE(NUMBER) + added);
        sign(page);
        out.writeBytes(page, 0, page.readableBytes());
      }
      case DONE -> throw new IllegalStateException("nothing is changed any more");
    }
  }

  /** Writes the tags in as many pages as they need. */
  private void write(ByteBuf out, int serial) {
    int most = SEGMENT * MOST_SEGMENTS;
    boolean more = true;
    while (more) {
      // A packet that fills its last page exactly goes on, with nothing, in the next.
      more = tags.readableBytes() >= most;
      int length = Math.min(most, tags.readableBytes());
      int segments = more ? MOST_SEGMENTS : length / SEGMENT + 1;
      var page = Unpooled.buffer(HEAD + segments + length);
      page.writeInt(MARK).writeByte(0).writeByte(added == 0 ? 0 : CONTINUED);
      // No sound ends where the packet does not.
      page.writeLong(more ? -1 : 0).writeInt(serial).writeIntLE(added + 1).writeInt(0);
      page.writeByte(segments);
      for (int i = 0; i < segments; i++) {
        page.writeByte(Math.min(SEGMENT, length - i * SEGMENT));
      }
      page.writeBytes(tags, length);
      sign(page);
      out.writeBytes(page);
      added++;
    }
  }

  private static void sign(ByteBuf page) {
    page.setIntLE(CHECKSUM, 0);
    page.setIntLE(CHECKSUM, OggChecksum.of(page));
  }
}
