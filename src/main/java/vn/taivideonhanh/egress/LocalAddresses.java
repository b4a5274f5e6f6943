package vn.taivideonhanh.egress;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The addresses of this machine's own interfaces, public ones too, read anew each minute. */
final class LocalAddresses {
  private static final long FRESH = Duration.ofSeconds(60).toNanos();

  private final AtomicBoolean reading = new AtomicBoolean();
  private volatile Snapshot known = read();

  private record Snapshot(Set<InetAddress> addresses, long readAt) {}

  /** Whether the address is one of ours. The answer may be a minute old; it never blocks. */
  boolean contains(InetAddress address) {
    if (System.nanoTime() - known.readAt > FRESH && reading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("local-addresses").start(this::renew);
    }
    return known.addresses.contains(address);
  }

  private void renew() {
    try {
      known = read();
    } finally {
      reading.set(false);
    }
  }

  private static Snapshot read() {
    try {
      var addresses =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .collect(Collectors.toUnmodifiableSet());
      return new Snapshot(addresses, System.nanoTime());
    } catch (SocketException e) {
      throw new IllegalStateException("the network interfaces cannot be read", e);
    }
  }
}
