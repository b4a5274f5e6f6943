package vn.taivideonhanh.egress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Where a Location field points to, RFC 9110 10.2.2 and RFC 3986 5.2. The result is not trusted.
 */
final class Redirect {
  private static final List<Integer> STATUSES = List.of(301, 302, 303, 307, 308);

  private Redirect() {}

  static boolean is(int status) {
    return STATUSES.contains(status);
  }

  /** An absolute address in text, to be judged as any other. */
  static String target(WebAddress base, String location) {
    var reference = ascii(location.strip());
    var hash = reference.indexOf('#');
    var rest = hash < 0 ? reference : reference.substring(0, hash);
    if (rest.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return rest;
    }
    if (rest.startsWith("//")) {
      return base.scheme() + ":" + rest;
    }
    return base.origin() + target(base.target(), rest);
  }

  private static String target(String base, String reference) {
    var path = upTo(base, '?');
    if (reference.isEmpty()) {
      return base;
    }
    if (reference.startsWith("?")) {
      return path + reference;
    }
    var joined =
        reference.startsWith("/")
            ? reference
            : path.substring(0, path.lastIndexOf('/') + 1) + reference;
    var pathOnly = upTo(joined, '?');
    return withoutDots(pathOnly) + joined.substring(pathOnly.length());
  }

  private static String upTo(String text, char end) {
    var at = text.indexOf(end);
    return at < 0 ? text : text.substring(0, at);
  }

  /** RFC 3986 5.2.4, for a path that starts with a slash. */
  private static String withoutDots(String path) {
    var kept = new ArrayDeque<String>();
    var segments = path.substring(1).split("/", -1);
    for (var i = 0; i < segments.length; i++) {
      var last = i == segments.length - 1;
      switch (segments[i]) {
        case "." -> {}
        case ".." -> kept.pollLast();
        default -> {
          kept.addLast(segments[i]);
          continue;
        }
      }
      if (last) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }

  /** Sites send raw octets and blanks; a head was read as Latin-1, so each char is an octet. */
  private static String ascii(String location) {
    var out = new StringBuilder();
    for (var octet : location.getBytes(StandardCharsets.ISO_8859_1)) {
      if (octet > ' ' && octet < 127) {
        out.append((char) octet);
      } else {
        out.append("%%%02X".formatted(octet));
      }
    }
    return out.toString();
  }
}
