package vn.taivideonhanh.demo;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What goes wrong with an answer. In a path it is {@code /fault/KIND} or {@code /fault/KIND=N}, and
 * concerns the media behind it; as {@code /fault-all/KIND=N} it concerns pages and manifests too.
 *
 * @param amount the {@code N} of the path, or -1 when there is none
 * @param everything whether pages and manifests suffer as well
 */
record Fault(Kind kind, long amount, boolean everything) {
  static final Fault NONE = new Fault(Kind.NONE, -1, false);

  private static final Pattern PATH =
      Pattern.compile("/fault(-all)?/([a-z-]{1,16})(?:=(\\d{1,15}))?(/.*)");

  /** The kinds. Offsets are absolute in the file, so that a resumed request fails as the first. */
  enum Kind {
    NONE("nothing goes wrong"),
    STALL("silence from byte N on (half)"),
    CUT("the connection is closed at byte N (half), whenever that byte is asked for"),
    CUT_ONCE("the same, but only for the first request of an address"),
    FORBID("the connection is closed at byte N (half); whoever asks for more gets 403"),
    TICKET("a page's links serve half of a file in all, then 403; a new page has new links"),
    LONGER("N (1000) more bytes are promised than sent"),
    SHORTER("N (1000) bytes less than the file has are promised and sent"),
    SLOW("N (65536) bytes a second"),
    ENDLESS("bytes without length and without end"),
    CHUNKED("the length is not told"),
    WHOLE("ranges are not known: always 200 and everything"),
    CHANGING("the file is another one at every request"),
    STATUS("the answer is N (404)"),
    REDIRECT("N (3) redirections first"),
    LOOP("redirections without end"),
    DENIED("a redirection to a place that nobody may visit, the N-th of five");

    private final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }

    /** How it is written in a path: {@code cut-once}. */
    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
      return meaning;
    }
  }

  /** A path, taken apart: {@code prefix + rest} is the path, and {@code rest} names the thing. */
  record Parsed(Fault fault, String prefix, String rest) {}

  /** Takes a path apart; one whose fault is not known is left whole, and so names nothing. */
  static Parsed parse(String path) {
    var match = PATH.matcher(path);
    if (match.matches()) {
      for (var kind : Kind.values()) {
        if (kind.word().equals(match.group(2))) {
          var amount = match.group(3) == null ? -1 : Long.parseLong(match.group(3));
          var fault = new Fault(kind, amount, match.group(1) != null);
          return new Parsed(fault, path.substring(0, match.start(4)), match.group(4));
        }
      }
    }
    return new Parsed(NONE, "", path);
  }

  long amountOr(long usual) {
    return amount < 0 ? usual : amount;
  }

  /** Whether a Range field is honoured. */
  boolean rangesKnown() {
    return switch (kind) {
      case WHOLE, CHUNKED, ENDLESS -> false;
      default -> true;
    };
  }

  /** The same fault when it concerns such content, else none. */
  Fault on(boolean media) {
    return media || everything ? this : NONE;
  }
}
