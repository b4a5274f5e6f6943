package vn.taivideonhanh.egress;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses in text, read strictly: no octal, no hex octets, no short forms, no zones. The JDK
 * reads {@code 0177.0.0.1} as 177.0.0.1 and the C library as 127.0.0.1; here it is neither.
 */
final class IpLiteral {
  private static final int GROUPS = 8;

  private IpLiteral() {}

  /** The four bytes of a dotted quad; null for anything else. */
  static byte @Nullable [] v4(String text) {
    var parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return null;
    }
    var address = new byte[4];
    for (var i = 0; i < 4; i++) {
      var part = parts[i];
      if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
        return null;
      }
      address[i] = (byte) Integer.parseInt(part);
    }
    return address;
  }

  /**
   * The sixteen bytes of an IPv6 address without brackets, RFC 4291 2.2; null for anything else.
   */
  static byte @Nullable [] v6(String text) {
    var gap = text.indexOf("::");
    if (gap < 0) {
      var all = groups(text);
      return all == null || all.length != 2 * GROUPS ? null : all;
    }
    var head = groups(text.substring(0, gap));
    var tail = groups(text.substring(gap + 2));
    if (head == null
        || tail == null
        || head.length + tail.length > 2 * (GROUPS - 1)
        || text.substring(0, gap).contains(".")) {
      return null;
    }
    var address = Arrays.copyOf(head, 2 * GROUPS);
    System.arraycopy(tail, 0, address, 2 * GROUPS - tail.length, tail.length);
    return address;
  }

  private static byte @Nullable [] groups(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    var parts = text.split(":", -1);
    if (parts.length > GROUPS) {
      return null;
    }
    var hex = new StringBuilder();
    for (var i = 0; i < parts.length; i++) {
      if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
        hex.append("0".repeat(4 - parts[i].length())).append(parts[i]);
        continue;
      }
      var quad = i == parts.length - 1 ? v4(parts[i]) : null;
      if (quad == null) {
        return null;
      }
      hex.append(HexFormat.of().formatHex(quad));
    }
    return HexFormat.of().parseHex(hex);
  }

  /** The one spelling: a dotted quad, or RFC 5952 without brackets and without a dotted tail. */
  static String text(byte[] address) {
    return address.length == 4 ? quad(address) : groups(address);
  }

  private static String quad(byte[] address) {
    return (address[0] & 255)
        + "."
        + (address[1] & 255)
        + "."
        + (address[2] & 255)
        + "."
        + (address[3] & 255);
  }

  private static String groups(byte[] address) {
    var zeros = longestZeros(address);
    var text = new StringBuilder();
    for (var i = 0; i < GROUPS; i++) {
      if (zeros.length > 1 && i == zeros.start) {
        text.append("::");
        i += zeros.length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(address, i)));
    }
    return text.toString();
  }

  private record Zeros(int start, int length) {}

  private static Zeros longestZeros(byte[] address) {
    var best = new Zeros(0, 0);
    var start = 0;
    for (var i = 0; i < GROUPS; i++) {
      if (group(address, i) != 0) {
        start = i + 1;
      } else if (i + 1 - start > best.length) {
        best = new Zeros(start, i + 1 - start);
      }
    }
    return best;
  }

  private static int group(byte[] address, int index) {
    return (address[2 * index] & 255) << 8 | (address[2 * index + 1] & 255);
  }
}
