package vn.taivideonhanh.egress;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.ConfigException;

/** IPv6 addresses that stand for IPv4 ones behind a translator, RFC 6052 2.2. */
record Nat64(Cidr prefix) {
  private static final Set<Integer> LENGTHS = Set.of(32, 40, 48, 56, 64, 96);

  /** The octet that is always zero, and that no IPv4 octet lies in. */
  private static final int RESERVED = 8;

  /** Reads an entry of {@code egress.nat64Prefixes}. */
  static Nat64 of(String text) {
    var prefix = Cidr.parse(text);
    if (prefix == null || !text.contains(":") || !LENGTHS.contains(prefix.bits())) {
      throw new ConfigException(
          "egress.nat64Prefixes", "\"" + text + "\" must be like 64:ff9b::/96, RFC 6052");
    }
    return new Nat64(prefix);
  }

  /**
   * The IPv4 address in it; null when it has another prefix. It is 0.0.0.0, which nobody may visit,
   * for a form that is not defined.
   */
  byte @Nullable [] inner(byte[] address) {
    if (!prefix.contains(address)) {
      return null;
    }
    var inner = new byte[4];
    if (prefix.bits() < 96 && address[RESERVED] != 0) {
      return inner;
    }
    var from = prefix.bits() / 8;
    for (var i = 0; i < inner.length; i++) {
      from += from == RESERVED ? 1 : 0;
      inner[i] = address[from++];
    }
    return inner;
  }
}
