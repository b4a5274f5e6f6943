package vn.taivideonhanh.egress;

import org.jspecify.annotations.Nullable;

/**
 * An address that has passed the intake rule's syntax, in its parts.
 *
 * @param scheme {@code http} or {@code https}
 * @param host A-labels, a dotted quad, or an IPv6 address in brackets
 * @param target path and query as they go on the request line
 * @param fragment with its {@code #}; empty when there is none
 */
record WebAddress(String scheme, String host, int port, String target, String fragment) {
  boolean secure() {
    return scheme.equals("https");
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  /** The host without brackets. */
  String name() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The bytes of a host that is an IP address; null for a name. */
  byte @Nullable [] literal() {
    return host.startsWith("[") ? IpLiteral.v6(name()) : IpLiteral.v4(host);
  }

  /** As the Host field wants it, RFC 9110 7.2. */
  String authority() {
    return port == defaultPort(scheme) ? host : host + ":" + port;
  }

  String origin() {
    return scheme + "://" + authority();
  }

  /** The one spelling. Parsing it gives this record again. */
  String canonical() {
    return origin() + target + fragment;
  }
}
