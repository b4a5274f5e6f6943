package vn.taivideonhanh.egress;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The addresses that names were found to have, kept for a while. Belongs to one event loop. */
final class Pins {
  private static final int MOST = 1000;

  private final long kept;
  private final Map<String, Pin> pins = new LinkedHashMap<>();

  private record Pin(Future<List<InetAddress>> addresses, long until) {}

  /**
   * None yet.
   *
   * @param kept from the question on
   */
  Pins(Duration kept) {
    this.kept = kept.toNanos();
  }

  Future<List<InetAddress>> of(String name, Function<String, Future<List<InetAddress>>> lookUp) {
    var now = System.nanoTime();
    var known = pins.get(name);
    if (known != null && now - known.until < 0) {
      return known.addresses;
    }
    pins.remove(name);
    pins.values().removeIf(old -> now - old.until >= 0 && old.addresses.isComplete());
    if (pins.size() >= MOST) {
      pins.remove(pins.keySet().iterator().next());
    }
    var fresh = new Pin(lookUp.apply(name), now + kept);
    pins.put(name, fresh);
    return fresh.addresses.onFailure(_ -> pins.remove(name, fresh));
  }
}
