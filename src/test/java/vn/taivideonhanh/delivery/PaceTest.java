package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;

/** The least that a client must take: 16 KiB a second over a minute. */
class PaceTest {
  private static final AppConfig.Relay LIMITS = ConfigLoader.load(null, Map.of()).relay();
  private static final long SECOND = 1_000_000_000L;
  private static final int LONG_ENOUGH = 200;

  @Test
  void a_client_that_takes_a_little_all_the_time_is_too_slow_after_a_minute() {
    assertThat(tooSlowAfter(pace(false, Size.NONE, null), 1 << 10, 1)).isEqualTo(61);
    assertThat(tooSlowAfter(pace(false, Size.NONE, null), 15 << 10, 1)).isEqualTo(61);
  }

  @Test
  void one_that_takes_enough_is_never() {
    assertThat(tooSlowAfter(pace(false, Size.NONE, null), 16 << 10, 1)).isEqualTo(LONG_ENOUGH);
  }

  @Test
  void time_in_which_nothing_waits_for_it_does_not_count() {
    assertThat(tooSlowAfter(pace(false, Size.NONE, null), 1, 59)).isEqualTo(LONG_ENOUGH);
  }

  @Test
  void a_player_may_take_as_little_as_half_of_what_it_plays() {
    // 8 KiB a second.
    var radio = Size.exact(600 * 8 * 1024);
    assertThat(tooSlowAfter(pace(true, radio, 600.0), 5 << 10, 1)).isEqualTo(LONG_ENOUGH);
    assertThat(tooSlowAfter(pace(true, radio, 600.0), 3 << 10, 1)).isEqualTo(61);
    var film = Size.exact(600L << 20);
    assertThat(tooSlowAfter(pace(true, film, 600.0), 15 << 10, 1)).isEqualTo(61);
    assertThat(tooSlowAfter(pace(true, Size.NONE, 600.0), 1, 1)).isEqualTo(LONG_ENOUGH);
  }

  @Test
  void there_may_be_no_least() {
    var limits = ConfigLoader.load(null, Map.of("TVN_RELAY_SLOWEST_KI_B", "0")).relay();
    assertThat(tooSlowAfter(Pace.of(request(false, Size.NONE, null), limits), 0, 1))
        .isEqualTo(LONG_ENOUGH);
  }

  /** Looks once a second; every so many looks find nothing waiting when {@code gap} is over 1. */
  private static int tooSlowAfter(Pace pace, long bytesPerSecond, int gap) {
    for (var second = 1; second < LONG_ENOUGH; second++) {
      var waiting = gap == 1 || second % gap != 0;
      if (pace.tooSlow(second * SECOND, waiting, second * bytesPerSecond)) {
        return second;
      }
    }
    return LONG_ENOUGH;
  }

  private static Pace pace(boolean inline, Size size, @Nullable Double seconds) {
    return Pace.of(request(inline, size, seconds), LIMITS);
  }

  private static DeliveryRequest request(boolean inline, Size size, @Nullable Double seconds) {
    var head =
        new StreamPlan.Head("https://a.example/", "a/1/1", "a", "mp4", "video/mp4", seconds, size);
    var plan =
        new StreamPlan.Direct(head, "1", new Source.File("https://a.example/", Map.of(), null));
    return new DeliveryRequest(
        plan,
        false,
        MultiMap.caseInsensitiveMultiMap(),
        inline,
        () -> Future.succeededFuture(plan),
        null);
  }
}
