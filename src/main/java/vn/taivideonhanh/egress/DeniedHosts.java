package vn.taivideonhanh.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The addresses of this machine's own interfaces, public ones too, and of hosts that are denied by
 * name. Both are read anew each minute; a name that is not found for a while keeps what it had.
 */
final class DeniedHosts {
  private static final long FRESH = Duration.ofSeconds(60).toNanos();

  private final List<String> names;
  private final Own own;
  private final LongSupplier nanos;
  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile Snapshot known;

  private record Snapshot(Set<InetAddress> own, Map<String, Set<InetAddress>> named, long readAt) {}

  /** Where the machine's own addresses are read. */
  interface Own {
    Set<InetAddress> read() throws SocketException;
  }

  DeniedHosts(List<String> names) {
    this(names, DeniedHosts::interfaces, System::nanoTime);
  }

  DeniedHosts(List<String> names, Own own, LongSupplier nanos) {
    this.names = List.copyOf(names);
    this.own = own;
    this.nanos = nanos;
    known = new Snapshot(own(), Map.of(), nanos.getAsLong());
    if (!names.isEmpty()) {
      renewSoon();
    }
  }

  List<String> names() {
    return names;
  }

  /** Whether the address is one of those. The answer may be a minute old; it never blocks. */
  boolean contain(InetAddress address) {
    if (nanos.getAsLong() - known.readAt > FRESH) {
      renewSoon();
    }
    return known.own.contains(address)
        || known.named.values().stream().anyMatch(all -> all.contains(address));
  }

  private void renewSoon() {
    if (reading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("denied-hosts").start(this::renew);
    }
  }

  private void renew() {
    try {
      var named = new HashMap<>(known.named);
      for (var name : names) {
        var found = found(name);
        if (!found.isEmpty()) {
          named.put(name, found);
        }
      }
      known = new Snapshot(own(), Map.copyOf(named), nanos.getAsLong());
    } finally {
      reading.set(false);
    }
  }

  /** As the rest of this program finds them: the hosts file and search domains count. */
  private static Set<InetAddress> found(String name) {
    try {
      return Set.copyOf(List.of(InetAddress.getAllByName(name)));
    } catch (UnknownHostException _) {
      return Set.of();
    }
  }

  private Set<InetAddress> own() {
    try {
      return own.read();
    } catch (SocketException e) {
      throw new IllegalStateException("the network interfaces cannot be read", e);
    }
  }

  private static Set<InetAddress> interfaces() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .collect(Collectors.toUnmodifiableSet());
  }
}
