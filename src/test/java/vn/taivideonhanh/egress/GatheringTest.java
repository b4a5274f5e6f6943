package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bytes are gathered while many come, and none waits for others that may not. */
final class GatheringTest {
  private static final long MANY = 1L << 30;
  private static final int PIECE = 64 << 10;
  private static final int BURSTS = 120;

  private final List<Integer> told = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Gathering gathering = new Gathering(channel.eventLoop(), told::add);
  private long now = 1;

  /** A piece each so many milliseconds. */
  private void come(int pieces, int millis) {
    for (var i = 0; i < pieces; i++) {
      pass(millis);
      gathering.came(PIECE, MANY, now);
    }
  }

  private void pass(int millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  @Test
  void a_fast_stream_is_gathered_as_much_as_may_be() {
    come(100, 5);
    assertThat(told).containsExactly(128 << 10);
  }

  @Test
  void a_slower_stream_is_gathered_for_a_twentieth_of_a_second() {
    come(20, 64);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst()).isBetween(48 << 10, 54 << 10);
  }

  @Test
  void a_trickle_is_not_gathered() {
    come(10, 500);
    assertThat(told).isEmpty();
  }

  @Test
  void nothing_is_gathered_near_the_end() {
    come(100, 5);
    gathering.came(PIECE, 200 << 10, now);
    assertThat(told).endsWith(1);
  }

  @Test
  void what_is_there_comes_when_bytes_stop_coming() {
    come(100, 5);
    pass(250);
    pass(250);
    assertThat(told).containsExactly(128 << 10, 1);
    assertThat(channel.hasPendingTasks()).isFalse();
  }

  @Test
  void a_body_in_bursts_comes_whole() {
    var vertx = Vertx.builder().with(new VertxOptions().setPreferNativeTransport(true)).build();
    var site = Site.start(vertx, (_, socket) -> burst(vertx, socket, 0));
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      assertThat(fetcher.get(site.url("/")).await().body()).hasSize(BURSTS * PIECE);
    } finally {
      vertx.close().await();
    }
  }

  /** Every so often there is a longer pause, in which less than what is gathered has come. */
  private static void burst(Vertx vertx, NetSocket socket, int number) {
    var head = "HTTP/1.1 200 OK\r\nContent-Length: " + BURSTS * PIECE + "\r\n\r\n";
    var part = Buffer.buffer(number == 0 ? head : "").appendString("x".repeat(PIECE));
    socket.write(part).onFailure(_ -> {});
    if (number < BURSTS - 1) {
      vertx.setTimer(number % 50 == 49 ? 400 : 5, _ -> burst(vertx, socket, number + 1));
    }
  }
}
