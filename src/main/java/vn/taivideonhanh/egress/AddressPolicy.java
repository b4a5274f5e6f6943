package vn.taivideonhanh.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigException;

/**
 * Which IP addresses may be connected to: the global unicast ones, less those that the IANA
 * special-purpose registries (2025-10-09) and clouds' metadata services use, this machine's own and
 * {@code egress.deny}; and only at {@code egress.ports}. An exact pair in {@code egress.allow} is
 * let through. Safe on any thread.
 */
public final class AddressPolicy {
  private static final List<Cidr> SPECIAL_V4 =
      blocks(
          "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16",
          "172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24",
          "192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24",
          "224.0.0.0/4 240.0.0.0/4");
  private static final Cidr GLOBAL_V6 = Cidr.of("2000::/3");
  private static final List<Cidr> SPECIAL_V6 =
      blocks("2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3ffe::/16 3fff::/20");
  private static final Cidr MAPPED = Cidr.of("::ffff:0:0/96");

  private final LocalAddresses own = new LocalAddresses();
  private final List<Cidr> denied;
  private final Set<Pair> exceptions = new HashSet<>();
  private final Set<Integer> ports;

  /**
   * Reads the policy.
   *
   * @throws ConfigException for an entry of {@code deny} that is no CIDR block, or one of {@code
   *     allow} that is no {@code address:port}
   */
  public AddressPolicy(AppConfig.Egress egress) {
    denied = egress.deny().stream().map(AddressPolicy::denied).toList();
    egress.allow().forEach(pair -> exceptions.add(Pair.parse(pair)));
    ports = Set.copyOf(egress.ports());
  }

  private static List<Cidr> blocks(String... lines) {
    return Stream.of(lines).flatMap(line -> Stream.of(line.split(" "))).map(Cidr::of).toList();
  }

  private static Cidr denied(String text) {
    var block = Cidr.parse(text);
    if (block == null) {
      throw new ConfigException("egress.deny", "\"" + text + "\" must be a CIDR block");
    }
    return block;
  }

  /** Whether a connection to that address and port may be opened, or kept. */
  public boolean permits(InetAddress address, int port) {
    return permits(address.getAddress(), port);
  }

  boolean permits(byte[] literal, int port) {
    var address = unmapped(literal);
    return exceptions.contains(new Pair(IpLiteral.text(address), port))
        || (permitsPort(port) && global(address) && !own.contains(inet(address)));
  }

  boolean permitsPort(int port) {
    return ports.contains(port);
  }

  private boolean global(byte[] address) {
    if (denied.stream().anyMatch(block -> block.contains(address))) {
      return false;
    }
    if (address.length == 4) {
      return SPECIAL_V4.stream().noneMatch(block -> block.contains(address));
    }
    return GLOBAL_V6.contains(address)
        && SPECIAL_V6.stream().noneMatch(block -> block.contains(address))
        && !isatap(address);
  }

  /** An interface id that holds an IPv4 address to tunnel to, RFC 5214 6.1. */
  private static boolean isatap(byte[] address) {
    return (address[8] & 0xfd) == 0
        && address[9] == 0
        && address[10] == 0x5e
        && address[11] == (byte) 0xfe;
  }

  private static byte[] unmapped(byte[] address) {
    return MAPPED.contains(address) ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  private static InetAddress inet(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not 4 or 16 bytes", e);
    }
  }

  /** One address and port that may be visited whatever it is. */
  private record Pair(String address, int port) {
    static Pair parse(String pair) {
      var colon = pair.lastIndexOf(':');
      var address = colon < 0 ? null : address(pair.substring(0, colon));
      var port = pair.substring(colon + 1);
      if (address == null || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
        throw new ConfigException(
            "egress.allow", "\"" + pair + "\" must be like 127.0.0.1:18080 or [::1]:18080");
      }
      return new Pair(IpLiteral.text(unmapped(address)), Integer.parseInt(port));
    }

    private static byte @Nullable [] address(String text) {
      return text.startsWith("[") && text.endsWith("]")
          ? IpLiteral.v6(text.substring(1, text.length() - 1))
          : IpLiteral.v4(text);
    }
  }
}
