package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How many connections all children together get. */
final class TurnstileTest {
  private final AtomicLong now = new AtomicLong();
  private final List<EmbeddedChannel> sites = new ArrayList<>();
  private final EmbeddedChannel child = new EmbeddedChannel();

  private Turnstile turnstile(int perAddress, int perSecond) {
    var limits =
        Policies.of(
            Map.of(
                "CONNECTIONS_PER_ADDRESS", String.valueOf(perAddress),
                "CONNECTS_PER_SECOND", String.valueOf(perSecond)));
    return new Turnstile(child.eventLoop(), limits, now::get);
  }

  private Future<Channel> connected() {
    var site = new EmbeddedChannel();
    sites.add(site);
    return Future.succeededFuture(site);
  }

  @Test
  void an_address_has_so_many_at_once_and_the_next_comes_when_one_goes() throws Exception {
    var turnstile = turnstile(2, 100);
    var busy = InetAddress.getByName("9.9.9.9");
    var got = new ArrayList<Future<Channel>>();
    for (var i = 0; i < 4; i++) {
      got.add(turnstile.pass(child, busy, this::connected));
    }
    assertThat(sites).hasSize(2);
    var _ = turnstile.pass(child, InetAddress.getByName("9.9.9.10"), this::connected);
    assertThat(sites).as("another address does not wait").hasSize(3);
    var _ = sites.getFirst().close();
    assertThat(got).filteredOn(Future::isComplete).hasSize(3);
    assertThat(turnstile.waiting()).isOne();
  }

  @Test
  void a_connection_that_fails_frees_its_place() throws Exception {
    var turnstile = turnstile(1, 100);
    var address = InetAddress.getByName("9.9.9.9");
    for (var i = 0; i < 3; i++) {
      var missed = turnstile.pass(child, address, () -> Future.failedFuture(Refusal.unreachable()));
      assertThat(missed.failed()).isTrue();
    }
    assertThat(turnstile.pass(child, address, this::connected).succeeded()).isTrue();
  }

  @Test
  void a_child_that_leaves_waits_no_more() throws Exception {
    var turnstile = turnstile(1, 100);
    var address = InetAddress.getByName("9.9.9.9");
    var leaving = new EmbeddedChannel();
    var _ = turnstile.pass(child, address, this::connected);
    var waits = turnstile.pass(leaving, address, this::connected);
    var _ = leaving.close();
    assertThat(waits.failed()).isTrue();
    var _ = sites.getFirst().close();
    assertThat(sites).hasSize(1);
  }

  @Test
  void a_second_has_so_many_for_all_addresses() throws Exception {
    var turnstile = turnstile(100, 3);
    var address = InetAddress.getByName("9.9.9.9");
    for (var i = 0; i < 5; i++) {
      var _ = turnstile.pass(child, address, this::connected);
    }
    assertThat(sites).hasSize(3);
    now.addAndGet(Duration.ofMillis(1001).toNanos());
    child.advanceTimeBy(2, TimeUnit.SECONDS);
    child.runScheduledPendingTasks();
    assertThat(sites).hasSize(5);
  }

  @Test
  void wrong_credentials_are_answered_twenty_times_a_minute() {
    var guesses = new Guesses(now::get);
    for (var i = 0; i < 20; i++) {
      assertThat(guesses.answered()).isTrue();
    }
    assertThat(guesses.lockOuts()).isZero();
    assertThat(guesses.answered()).isFalse();
    assertThat(guesses.answered()).isFalse();
    assertThat(guesses.lockOuts()).isOne();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(guesses.answered()).isTrue();
  }

  @Test
  void the_guard_takes_no_more_than_half_of_the_descriptors() {
    assertThat(EgressGuard.most(1024)).isEqualTo(256);
    assertThat(EgressGuard.most(Long.MAX_VALUE)).isEqualTo(2048);
    assertThat(EgressGuard.most(1)).isOne();
  }
}
