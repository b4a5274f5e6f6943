package vn.taivideonhanh.egress;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The syntax half of the intake rule. The one parser of this program: {@code java.net.URI} has no
 * host for {@code ex_ample.com}, refuses {@code |}, and lets pass what others read differently.
 */
final class AddressParser {
  private static final String SMUGGLE = "__youtubedl_smuggle";
  private static final int LAYERS = 8;
  private static final String KEPT = "-._~!$&'()*+,;=:@/?[]";

  private AddressParser() {}

  /**
   * Reads an address.
   *
   * @param most characters, before and after the address is brought into its one spelling
   */
  static WebAddress parse(String pasted, int most) {
    var text = trimmed(pasted);
    if (text.isEmpty()) {
      throw Refusal.invalid("Paste the address of a video's page.");
    }
    checkLength(text, most);
    if (!text.codePoints().allMatch(AddressParser::visible)) {
      throw Refusal.invalid("The address has a blank, a backslash or a control character in it.");
    }
    var address = split(text);
    checkLength(address.canonical(), most);
    return address;
  }

  private static String trimmed(String text) {
    var start = 0;
    var end = text.length();
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private static void checkLength(String text, int most) {
    if (text.length() > most) {
      throw Refusal.invalid("The address is longer than " + most + " characters.");
    }
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> c != '\\';
    };
  }

  private static WebAddress split(String text) {
    var colon = text.indexOf("://");
    var scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw Refusal.invalid("The address must start with http:// or https://.");
    }
    var rest = text.substring(colon + 3);
    var end = endOfAuthority(rest);
    var authority = rest.substring(0, end);
    if (authority.isEmpty()) {
      throw Refusal.invalid("The address names no site.");
    }
    if (authority.contains("@") || authority.contains("%")) {
      throw Refusal.invalid("The address must not hold a user name, a password or a % before /.");
    }
    var hash = rest.indexOf('#');
    var target = rest.substring(end, hash < 0 ? rest.length() : hash);
    var fragment = hash < 0 ? "" : rest.substring(hash + 1);
    refuseSmuggling(target + fragment);
    return new WebAddress(
        scheme,
        host(hostPart(authority)),
        port(authority, scheme),
        (target.startsWith("/") ? "" : "/") + encoded(target),
        fragment.isEmpty() ? "" : "#" + encoded(fragment));
  }

  private static int endOfAuthority(String rest) {
    for (var i = 0; i < rest.length(); i++) {
      if ("/?#".indexOf(rest.charAt(i)) >= 0) {
        return i;
      }
    }
    return rest.length();
  }

  /** An extractor that decodes a parameter must not find orders to itself in it either. */
  private static void refuseSmuggling(String text) {
    var seen = text;
    for (var layer = 0; layer <= LAYERS; layer++) {
      if (seen.toLowerCase(Locale.ROOT).contains(SMUGGLE)) {
        throw Refusal.invalid("The address holds a part that only a downloader itself may write.");
      }
      var next = decoded(seen);
      if (next.equals(seen)) {
        return;
      }
      seen = next;
    }
  }

  private static String decoded(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      if (escape(text, i)) {
        out.append((char) Integer.parseInt(text, i + 1, i + 3, 16));
        i += 2;
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  private static String hostPart(String authority) {
    var end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
    return end < 0 ? authority : authority.substring(0, end);
  }

  private static int port(String authority, String scheme) {
    var port = authority.substring(hostPart(authority).length());
    if (port.isEmpty()) {
      return WebAddress.defaultPort(scheme);
    }
    var number = port.matches(":[0-9]{1,5}") ? Integer.parseInt(port.substring(1)) : 0;
    if (number < 1 || number > 65_535) {
      throw Refusal.invalid("The address has a port that is no number from 1 to 65535.");
    }
    return number;
  }

  private static String host(String text) {
    var host = text.startsWith("[") ? bracketed(text) : HostName.ascii(text);
    if (host == null) {
      throw Refusal.invalid("The address does not name a site in a form that can be visited.");
    }
    return host;
  }

  private static @Nullable String bracketed(String text) {
    var address = IpLiteral.v6(text.substring(1, text.length() - 1));
    return address == null ? null : "[" + IpLiteral.text(address) + "]";
  }

  private static String encoded(String text) {
    var out = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      var c = text.codePointAt(i);
      if (letterOrDigit(c) || KEPT.indexOf(c) >= 0 || escape(text, i)) {
        out.append((char) c);
        continue;
      }
      for (var octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
        out.append("%%%02X".formatted(octet));
      }
    }
    return out.toString();
  }

  private static boolean letterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean escape(String text, int at) {
    return text.charAt(at) == '%'
        && at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0
        && text.charAt(at + 1) < 128
        && text.charAt(at + 2) < 128;
  }
}
