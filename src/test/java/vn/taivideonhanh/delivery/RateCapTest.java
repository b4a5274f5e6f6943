package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a stream of limited rate has to wait, by a clock of the test's own. */
class RateCapTest {
  private static final int RATE = 1 << 20;
  private static final int PIECE = 16 << 10;

  @Test
  void in_the_long_run_it_sends_at_its_rate_and_waits_a_few_times_a_second() {
    var cap = new RateCap(RATE, 0);
    long now = 0;
    var pauses = 0;
    for (long sent = 0; sent < 10L * RATE; sent += PIECE) {
      var millis = cap.pause(PIECE, now);
      pauses += millis > 0 ? 1 : 0;
      now += TimeUnit.MILLISECONDS.toNanos(millis);
    }
    assertThat(now / 1e9).isBetween(9.5, 10.5);
    assertThat(pauses).isBetween(20, 45);
  }

  @Test
  void time_in_which_nothing_was_sent_is_not_saved_up() {
    var cap = new RateCap(RATE, 0);
    var later = TimeUnit.HOURS.toNanos(1);
    assertThat(cap.pause(RATE, later)).isBetween(700L, 760L);
    assertThat(cap.early(later + TimeUnit.SECONDS.toNanos(1))).isZero();
  }
}
