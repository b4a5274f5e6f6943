package vn.taivideonhanh.http;

/**
 * Reads the octets of one request's head for what Netty's decoder lets pass, though two readers may
 * take it for two things (RFC 9112 sections 2.2, 3 and 5): a request line that is not three words
 * with one space between, a CR or LF that stands alone, a field that goes on on the next line,
 * white space before the first field, a field without a name.
 */
final class HeadScan {
  private static final int SPACES = 2;
  private static final byte DEL = 0x7f;

  private boolean first = true;
  private boolean lineStart = true;
  private boolean cr;
  private int spaces;
  private boolean odd;

  /** The next octet. */
  void take(byte octet) {
    // RFC 9112 section 2.2: an empty line before a request is passed over.
    if (first && lineStart && (octet == '\r' || octet == '\n')) {
      return;
    }
    odd |= cr != (octet == '\n');
    cr = octet == '\r';
    if (octet == '\n') {
      odd |= first && spaces != SPACES;
      first = false;
      lineStart = true;
    } else if (!cr) {
      odd |= first ? !ofRequestLine(octet) : lineStart && startsNoField(octet);
      lineStart = false;
    }
  }

  private boolean ofRequestLine(byte octet) {
    spaces += octet == ' ' ? 1 : 0;
    return octet >= ' ' && octet != DEL;
  }

  private static boolean startsNoField(byte octet) {
    return octet == ' ' || octet == '\t' || octet == ':';
  }

  /** Whether there was anything of that. */
  boolean odd() {
    return odd;
  }
}
