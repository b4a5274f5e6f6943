package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Addresses that are denied because of whose they are. */
final class DeniedHostsTest {
  private final AtomicLong now = new AtomicLong();

  @Test
  void sees_an_address_that_the_machine_gets_later() throws Exception {
    var first = InetAddress.getByName("9.9.9.1");
    var later = InetAddress.getByName("2a00:1450::9");
    var own = new AtomicReference<>(Set.of(first));
    var hosts = new DeniedHosts(List.of(), own::get, now::get);
    assertThat(hosts.contain(first)).isTrue();
    own.set(Set.of(later));
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(hosts.contain(later)).isFalse();
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    becomes(hosts, later);
    assertThat(hosts.contain(first)).isFalse();
  }

  @Test
  void looks_names_up_as_the_rest_of_the_program_does() {
    var hosts = new DeniedHosts(List.of("localhost", "no-such.invalid"), Set::of, now::get);
    becomes(hosts, InetAddress.getLoopbackAddress());
  }

  private static void becomes(DeniedHosts hosts, InetAddress address) {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!hosts.contain(address)) {
      assertThat(System.nanoTime()).as("it is not read").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
