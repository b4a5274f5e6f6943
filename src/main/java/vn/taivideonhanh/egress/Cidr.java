package vn.taivideonhanh.egress;

import org.jspecify.annotations.Nullable;

/** A block of IP addresses, compared byte by byte: library matchers have had masking bugs. */
final class Cidr {
  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * A block such as {@code 10.0.0.0/8} or {@code fc00::/7}, or one address; null when it is not.
   */
  static @Nullable Cidr parse(String text) {
    var slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    var network = address.contains(":") ? IpLiteral.v6(address) : IpLiteral.v4(address);
    if (network == null) {
      return null;
    }
    var width = slash < 0 ? String.valueOf(network.length * 8) : text.substring(slash + 1);
    if (!width.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(width) > network.length * 8) {
      return null;
    }
    return new Cidr(network, Integer.parseInt(width));
  }

  /** A block that is known to be well formed. */
  static Cidr of(String text) {
    var block = parse(text);
    if (block == null) {
      throw new IllegalArgumentException(text);
    }
    return block;
  }

  /** How long the prefix is. */
  int bits() {
    return bits;
  }

  /** Whether the block holds the address; an address of the other family never is. */
  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (var i = 0; i < bits; i += 8) {
      var mask = bits - i >= 8 ? 0xff : 0xff << (8 - (bits - i)) & 0xff;
      if (((address[i / 8] ^ network[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
