package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;

/** Which bytes of a file are read, and how far they have come. */
final class Stretch {
  private long offset;
  private long end = -1;
  private long skip;

  /**
   * Begins anew.
   *
   * @param newEnd position after the last byte; -1 when it is not known
   */
  void set(long first, long newEnd) {
    offset = first;
    end = newEnd;
    skip = 0;
  }

  /** The next bytes to come are of that answer, which may begin earlier. */
  void continues(Answer answer) {
    skip = offset - answer.first();
  }

  /** Position of the next byte. */
  long offset() {
    return offset;
  }

  long end() {
    return end;
  }

  /** Whether the last one has come. */
  boolean ended() {
    return offset == end;
  }

  /** How many an answer still has when others must follow it; else far more than there are. */
  long leftOf(Answer answer) {
    return answer.end() < end ? answer.end() - offset : Long.MAX_VALUE;
  }

  /** How many are to come, when that is known and the next that come are the first of them. */
  long ahead() {
    return skip == 0 && end >= 0 ? end - offset : 0;
  }

  /** That many have come, all of them wanted. */
  void came(long bytes) {
    offset += bytes;
  }

  /** Leaves in a buffer that has come what is wanted of it. */
  void came(ByteBuf buffer) {
    int skipped = (int) Math.min(skip, buffer.readableBytes());
    skip -= skipped;
    buffer.skipBytes(skipped);
    if (end >= 0 && buffer.readableBytes() > end - offset) {
      buffer.writerIndex(buffer.readerIndex() + (int) (end - offset));
    }
    offset += buffer.readableBytes();
  }

  /** From there on, as far as is wanted. */
  ByteRange from(long first) {
    return new ByteRange.Span(first, end < 0 ? Long.MAX_VALUE : end - 1);
  }
}
