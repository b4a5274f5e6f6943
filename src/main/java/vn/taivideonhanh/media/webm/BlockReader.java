package vn.taivideonhanh.media.webm;

import static vn.taivideonhanh.media.webm.Cursor.broken;
import static vn.taivideonhanh.media.webm.Cursor.unsupported;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MalformedMediaException;

/** Reads where the frames of some clusters are as these pass by (RFC 9559, 5.1.3). */
final class BlockReader {
  /** A block's track in one byte, its time, and its flags (RFC 9559, 10.1). */
  private static final int BLOCK_HEAD = 4;

  /** Most bytes that have to be seen at once. */
  private static final int MOST = ElementHead.MOST + BLOCK_HEAD + Block.KEPT;

  private static final int KEY = 0x80;
  private static final int LACED = 0x06;
  private static final long NONE = -1;

  private final WebmIndex.Extent extent;
  private final int track;
  private final Taker taker;
  private final ByteBuf held = Unpooled.buffer(MOST, MOST);

  /** Position in the file of the next element's head, which {@link #held} begins with. */
  private long next;

  private long cluster = NONE;
  private boolean bounded;
  private long group = NONE;
  private long time = NONE;

  /** The block of the group that is being read. */
  private @Nullable Block grouped;

  /** Position in the file after the bytes that were read. */
  private long seen;

  private boolean depends;
  private long discarded;

  /** Takes what was found. */
  interface Taker {
    void take(Block block) throws MalformedMediaException;
  }

  /**
   * @param extent whole clusters
   * @param track the number of the only one
   */
  BlockReader(WebmIndex.Extent extent, int track, Taker taker) {
    this.extent = extent;
    this.track = track;
    this.taker = taker;
    this.next = extent.first();
    this.seen = next;
  }

  /** Reads the next bytes, which stay the caller's. */
  void read(ByteBuf bytes) throws MalformedMediaException {
    long base = seen - bytes.readerIndex();
    seen += bytes.readableBytes();
    while (next < extent.end()) {
      int wanted = (int) Math.min(MOST, extent.end() - next);
      long lacking = next + held.readableBytes();
      long more = Math.min(wanted - held.readableBytes(), seen - lacking);
      if (more > 0) {
        held.writeBytes(bytes, (int) (lacking - base), (int) more);
      }
      if (held.readableBytes() < wanted) {
        return;
      }
      long entered = next;
      enter();
      held.skipBytes((int) Math.min(next - entered, wanted)).discardReadBytes();
    }
  }

  /** Whether all was read. */
  boolean done() {
    return next == extent.end() && seen == next;
  }

  /** Looks at the next element, and knows then where the one after it is. */
  private void enter() throws MalformedMediaException {
    int needed = ElementHead.needed(held, 0);
    if (needed < 0 || needed > held.readableBytes()) {
      throw broken("no element at " + next);
    }
    var head = ElementHead.read(held, 0);
    if (group == NONE && cluster != NONE && !bounded && ElementId.top(head.id())) {
      cluster = NONE;
    }
    long body = next + head.length();
    boolean told = head.size() != ElementHead.UNKNOWN;
    if (body > limit()
        || head.size() > limit() - body
        || (!told && head.id() != ElementId.CLUSTER)) {
      throw broken("an element of " + head.size() + " bytes at " + next);
    }
    long end = told ? body + head.size() : extent.end();
    if (group != NONE) {
      inGroup(head, body);
      next = end;
    } else if (cluster != NONE) {
      next = inCluster(head, body) ? body : end;
      group = head.id() == ElementId.BLOCK_GROUP ? end : NONE;
    } else if (head.id() == ElementId.CLUSTER) {
      cluster = end;
      bounded = told;
      time = NONE;
      next = body;
    } else {
      between(head);
      next = end;
    }
    leave();
  }

  private static void between(ElementHead head) throws MalformedMediaException {
    if (head.id() == ElementId.EBML || head.id() == ElementId.SEGMENT) {
      throw unsupported("several segments");
    }
  }

  /** Whether the element is a group, whose elements are looked at. */
  private boolean inCluster(ElementHead head, long body) throws MalformedMediaException {
    switch (head.id()) {
      case ElementId.TIMESTAMP -> time = number(head);
      case ElementId.SIMPLE_BLOCK ->
          taker.take(block(head, body, (held.getByte(head.length() + 3) & KEY) != 0));
      case ElementId.BLOCK_GROUP -> {
        grouped = null;
        depends = false;
        discarded = 0;
      }
      case ElementId.ENCRYPTED_BLOCK -> throw unsupported("an encrypted block");
      case ElementId.CLUSTER -> throw broken("a cluster in a cluster");
      default -> {}
    }
    return head.id() == ElementId.BLOCK_GROUP;
  }

  private void inGroup(ElementHead head, long body) throws MalformedMediaException {
    switch (head.id()) {
      case ElementId.BLOCK -> {
        if (grouped != null) {
          throw broken("two blocks in a group");
        }
        grouped = block(head, body, true);
      }
      case ElementId.REFERENCE_BLOCK -> depends = true;
      case ElementId.DISCARD_PADDING -> discarded = number(head);
      case ElementId.BLOCK_ADDITIONS -> throw unsupported("blocks with more beside");
      default -> {}
    }
  }

  private Block block(ElementHead head, long body, boolean key) throws MalformedMediaException {
    int at = head.length();
    if (head.size() <= BLOCK_HEAD || head.size() > Integer.MAX_VALUE) {
      throw broken("a block of " + head.size() + " bytes");
    }
    if (held.getUnsignedByte(at) != (0x80 | track)) {
      throw unsupported("a block of another track");
    }
    if ((held.getByte(at + 3) & LACED) != 0) {
      throw unsupported("several frames in a block");
    }
    long shown = time + held.getShort(at + 1);
    if (time < 0 || shown < 0) {
      throw unsupported("a block without a time, or before the beginning");
    }
    int length = (int) head.size() - BLOCK_HEAD;
    long first = 0;
    for (int i = 0; i < Block.KEPT; i++) {
      first = first << 8 | (i < length ? held.getUnsignedByte(at + BLOCK_HEAD + i) : 0);
    }
    return new Block(shown, body + BLOCK_HEAD, length, key, 0, first);
  }

  /** A number (RFC 8794, 7.2) that is 0 or more. */
  private long number(ElementHead head) throws MalformedMediaException {
    long value = 0;
    if (head.size() > Long.BYTES) {
      throw broken("a number of " + head.size() + " bytes");
    }
    for (int i = 0; i < head.size(); i++) {
      value = value << 8 | held.getUnsignedByte(head.length() + i);
    }
    if (value < 0) {
      throw broken("a number is over 63 bits");
    }
    return value;
  }

  private void leave() throws MalformedMediaException {
    if (next == group) {
      group = NONE;
      if (grouped != null) {
        taker.take(grouped.in(!depends, discarded));
      }
    }
    if (group == NONE && next == cluster) {
      cluster = NONE;
    }
  }

  private long limit() {
    return group != NONE ? group : cluster != NONE ? cluster : extent.end();
  }
}
