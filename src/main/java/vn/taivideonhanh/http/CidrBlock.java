package vn.taivideonhanh.http;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.ConfigException;

/** A block of addresses: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one address. */
record CidrBlock(InetAddress network, int bits) {
  /** Reads the blocks of one key of the configuration; one that is none ends the start. */
  static List<CidrBlock> all(String key, List<String> blocks) {
    return blocks.stream().map(block -> of(key, block)).toList();
  }

  private static CidrBlock of(String key, String text) {
    var slash = text.indexOf('/');
    var network = ClientAddress.literal(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      throw wrong(key, text);
    }
    var all = network.getAddress().length * Byte.SIZE;
    var bits = slash < 0 ? Integer.valueOf(all) : bits(text.substring(slash + 1));
    if (bits == null || bits > all) {
      throw wrong(key, text);
    }
    return new CidrBlock(network, bits);
  }

  private static @Nullable Integer bits(String text) {
    return text.matches("\\d{1,3}") ? Integer.valueOf(text) : null;
  }

  private static ConfigException wrong(String key, String text) {
    return new ConfigException(key, "must be addresses or CIDR blocks, not \"" + text + "\"");
  }

  /** Whether {@code address} is in this block; one of the other family never is. */
  boolean holds(InetAddress address) {
    var mine = network.getAddress();
    var other = address.getAddress();
    if (mine.length != other.length) {
      return false;
    }
    for (var i = 0; i < mine.length; i++) {
      var here = Math.clamp(bits - i * Byte.SIZE, 0, Byte.SIZE);
      var mask = (0xff << (Byte.SIZE - here)) & 0xff;
      if ((mine[i] & mask) != (other[i] & mask)) {
        return false;
      }
    }
    return true;
  }
}
