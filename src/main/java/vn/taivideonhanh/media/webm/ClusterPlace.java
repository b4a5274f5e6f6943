package vn.taivideonhanh.media.webm;

import io.netty.buffer.ByteBuf;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.MalformedMediaException.Kind;

/** Which element of some clusters is next, and what has to be changed in its head. */
final class ClusterPlace {
  /** Most bytes that have to be seen of an element: its head, and the number of its track. */
  static final int MOST = ElementHead.MOST + 1;

  /** A block's track in one byte, its time, and its flags (RFC 9559, 10.1). */
  private static final int BLOCK_HEAD = 4;

  private static final long NONE = -1;

  private final ClusterTreatment treatment;

  /** Position in the span of the next element's head. */
  private long next;

  /** Where the cluster ends that is being passed; the span's end, when its size is not told. */
  private long cluster = NONE;

  private boolean bounded;

  /** Where the group of blocks ends that is being passed. */
  private long group = NONE;

  ClusterPlace(ClusterTreatment treatment) {
    this.treatment = treatment;
  }

  /** Position in the span of the next head; what is before it is past or not looked at. */
  long next() {
    return next;
  }

  /** How many bytes of the next element have to be seen at once, by those that are there. */
  int needed(ByteBuf bytes, int index) throws MalformedMediaException {
    int needed = ElementHead.needed(bytes, index);
    if (needed > 0 && needed <= bytes.writerIndex() - index) {
      needed += block(ElementHead.read(bytes, index).id()) ? 1 : 0;
    }
    if (needed < 0 || needed > limit() - next) {
      throw changed("no element at " + next + " of " + treatment.length());
    }
    return needed;
  }

  private static boolean block(int id) {
    return id == ElementId.SIMPLE_BLOCK || id == ElementId.BLOCK;
  }

  /** Changes a head as far as it has to be, and knows then where the next is. */
  void enter(ByteBuf bytes, int index) throws MalformedMediaException {
    var head = ElementHead.read(bytes, index);
    if (group == NONE && cluster != NONE && !bounded && ElementId.top(head.id())) {
      cluster = NONE;
    }
    long body = next + head.length();
    boolean told = head.size() != ElementHead.UNKNOWN;
    if (head.size() > limit() - body || (!told && head.id() != ElementId.CLUSTER)) {
      throw changed("an element of " + head.size() + " bytes at " + next);
    }
    long end = told ? body + head.size() : treatment.length();
    if (group != NONE) {
      inGroup(head, bytes, index);
      next = end;
    } else if (cluster != NONE) {
      next = inCluster(head, bytes, index) ? body : end;
      group = next == end ? NONE : end;
    } else if (head.id() == ElementId.CLUSTER) {
      cluster = end;
      bounded = told;
      next = body;
    } else {
      between(head, bytes, index);
      next = end;
    }
    leave();
  }

  private void between(ElementHead head, ByteBuf bytes, int index) throws MalformedMediaException {
    if (next == 0 || head.id() == ElementId.EBML || head.id() == ElementId.SEGMENT) {
      throw changed("no cluster where one should be");
    }
    head.erase(bytes, index);
  }

  /** Whether the element is a group, whose elements are looked at. */
  private boolean inCluster(ElementHead head, ByteBuf bytes, int index)
      throws MalformedMediaException {
    switch (head.id()) {
      case ElementId.SIMPLE_BLOCK -> track(head, bytes, index);
      // They tell places or tracks of the source, which are others here.
      case ElementId.POSITION, ElementId.PREV_SIZE, ElementId.CRC_32, ElementId.SILENT_TRACKS ->
          head.erase(bytes, index);
      case ElementId.ENCRYPTED_BLOCK -> throw changed("an encrypted block");
      case ElementId.CLUSTER -> throw changed("a cluster in a cluster");
      default -> {}
    }
    return head.id() == ElementId.BLOCK_GROUP;
  }

  private void inGroup(ElementHead head, ByteBuf bytes, int index) throws MalformedMediaException {
    switch (head.id()) {
      case ElementId.BLOCK -> track(head, bytes, index);
      case ElementId.CRC_32 -> head.erase(bytes, index);
      default -> {}
    }
  }

  private void track(ElementHead head, ByteBuf bytes, int index) throws MalformedMediaException {
    int at = index + head.length();
    if (head.size() < BLOCK_HEAD || bytes.getUnsignedByte(at) != (0x80 | treatment.from())) {
      throw changed("a block of another track");
    }
    bytes.setByte(at, 0x80 | treatment.to());
  }

  private void leave() {
    if (next == group) {
      group = NONE;
    }
    if (group == NONE && next == cluster) {
      cluster = NONE;
    }
  }

  private long limit() {
    return group != NONE ? group : cluster != NONE ? cluster : treatment.length();
  }

  static MalformedMediaException changed(String reason) {
    return new MalformedMediaException(Kind.CHANGED, reason);
  }
}
