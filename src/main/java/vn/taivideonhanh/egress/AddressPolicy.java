package vn.taivideonhanh.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.Egress;

/**
 * Which IP addresses may be connected to: the global unicast ones, less those that the IANA
 * special-purpose registries (2025-10-09) and clouds' metadata services use, this machine's own and
 * {@code egress.deny}; and only at {@code egress.ports}. An exact pair in {@code egress.allow} is
 * let through. Of an IPv6 address that stands for an IPv4 one that one is judged. Safe on any
 * thread.
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

  private final List<Cidr> denied = new ArrayList<>();
  private final List<Nat64> translators;
  private final DeniedHosts hosts;
  private final Set<Pair> exceptions = new HashSet<>();
  private final Set<Integer> ports;

  /**
   * Reads the policy.
   *
   * @throws ConfigException for an entry of {@code deny} that is no CIDR block and no name, one of
   *     {@code allow} that is no {@code address:port}, or a prefix that is none of RFC 6052
   */
  public AddressPolicy(Egress egress) {
    hosts = new DeniedHosts(egress.deny().stream().flatMap(this::names).toList());
    translators = egress.nat64Prefixes().stream().map(Nat64::of).toList();
    egress.allow().forEach(pair -> exceptions.add(Pair.parse(pair)));
    ports = Set.copyOf(egress.ports());
  }

  private static List<Cidr> blocks(String... lines) {
    return Stream.of(lines).flatMap(line -> Stream.of(line.split(" "))).map(Cidr::of).toList();
  }

  private Stream<String> names(String text) {
    var block = Cidr.parse(text);
    var name = block == null ? HostName.ascii(text) : null;
    if (block != null) {
      denied.add(block);
    } else if (name == null) {
      throw new ConfigException("egress.deny", "\"" + text + "\" must be a CIDR block or a name");
    }
    return Stream.ofNullable(name);
  }

  /** Whether a connection to that address and port may be opened, or kept. */
  public boolean permits(InetAddress address, int port) {
    return permits(address.getAddress(), port);
  }

  boolean permits(byte[] literal, int port) {
    var address = unwrapped(literal);
    return exceptions.contains(new Pair(IpLiteral.text(address), port))
        || (permitsPort(port)
            && !refuses(literal)
            && !refuses(address)
            && global(address)
            && !hosts.contain(inet(address))
            && !hosts.contain(inet(literal)));
  }

  private boolean refuses(byte[] address) {
    return denied.stream().anyMatch(block -> block.contains(address));
  }

  /** Whether {@code egress.deny} has that name, written as {@link HostName} does. */
  boolean deniesName(String name) {
    return hosts.names().contains(name);
  }

  boolean permitsPort(int port) {
    return ports.contains(port);
  }

  private static boolean global(byte[] address) {
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

  private byte[] unwrapped(byte[] address) {
    for (var translator : translators) {
      var inner = translator.inner(address);
      if (inner != null) {
        return inner;
      }
    }
    return unmapped(address);
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
