package vn.taivideonhanh.delivery;

import java.util.regex.Pattern;

/** Makes what a child said fit for a line of the log. */
final class LogText {
  private static final int MOST = 512;
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

  /** Addresses of sites and of the feed hold signatures and secrets. */
  private static final Pattern ADDRESS = Pattern.compile("(?i)\\b(https?://[^/\\s?#]*)[^\\s'\"]*");

  private LogText() {}

  /** The end of a text, on one line and without what follows the host of an address. */
  static String of(String said) {
    var line = CONTROLS.matcher(ADDRESS.matcher(said).replaceAll("$1/...")).replaceAll(" ").strip();
    return line.length() <= MOST ? line : line.substring(line.length() - MOST);
  }
}
