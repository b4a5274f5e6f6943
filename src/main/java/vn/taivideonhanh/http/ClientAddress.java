package vn.taivideonhanh.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a request really comes from. X-Forwarded-For is believed only as far as the proxies that
 * wrote it are trusted: its entries are walked from the right, and the first one that is not a
 * trusted proxy is the client. Every other header that names an address is ignored.
 */
final class ClientAddress {
  private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern COLONS = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  /** No chain of proxies is longer; what is farther left is not looked at. */
  private static final int LONGEST_CHAIN = 16;

  private final List<CidrBlock> trusted;

  ClientAddress(List<CidrBlock> trusted) {
    this.trusted = List.copyOf(trusted);
  }

  /** Whether that peer is one of our proxies. */
  boolean isProxy(String peer) {
    var address = literal(peer);
    return address != null && trusts(address);
  }

  /**
   * The prefix that a client is known by: IPv4 /32, IPv6 /64.
   *
   * @param peer the other end of the connection, as a literal
   * @param forwardedFor every X-Forwarded-For field, in order
   */
  String prefix(String peer, List<String> forwardedFor) {
    var client = client(peer, forwardedFor);
    return client == null ? "unknown" : prefix(client);
  }

  /** The client's address; null when the other end of the connection has none. */
  @Nullable InetAddress client(String peer, List<String> forwardedFor) {
    var address = literal(peer);
    return address != null && trusts(address) ? behind(address, forwardedFor) : address;
  }

  private InetAddress behind(InetAddress proxy, List<String> forwardedFor) {
    var client = proxy;
    var hops = entries(forwardedFor);
    for (var i = hops.size() - 1; i >= Math.max(0, hops.size() - LONGEST_CHAIN); i--) {
      var hop = literal(hops.get(i));
      if (hop == null) {
        break;
      }
      client = hop;
      if (!trusts(hop)) {
        break;
      }
    }
    return client;
  }

  private static List<String> entries(List<String> fields) {
    var all = new ArrayList<String>();
    for (var field : fields) {
      for (var entry : field.split(",", -1)) {
        all.add(entry.strip());
      }
    }
    return all;
  }

  private boolean trusts(InetAddress address) {
    return trusted.stream().anyMatch(block -> block.holds(address));
  }

  private static String prefix(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    var hex = HexFormat.of().formatHex(address.getAddress(), 0, 8);
    return hex.replaceAll("(....)(?=.)", "$1:") + "::/64";
  }

  /** The address that is written there, mapped IPv4 unmapped; null for anything else. */
  static @Nullable InetAddress literal(String text) {
    var possible =
        text.indexOf(':') >= 0 ? COLONS.matcher(text).matches() : DOTTED.matcher(text).matches();
    if (!possible) {
      return null;
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
