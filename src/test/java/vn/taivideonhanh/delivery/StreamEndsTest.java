package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** Clients and sites that stand still or go away, and owners that stop a stream. */
class StreamEndsTest {
  private static final int LENGTH = 64 << 20;
  private static final byte[] FILE = new byte[LENGTH];
  private static final Duration SOON = Duration.ofSeconds(5);

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Rig patient;
  private static byte[] video;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    new Random(1).nextBytes(FILE);
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    var hasty = Rig.limits(Duration.ofMillis(500), 2, 1);
    rig = Rig.start(vertx, origin, hasty, Rig.workshop(children, directory, hasty));
    patient = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
    origin.put("/big", FILE);
    video = new Clip(directory).video("v.mp4");
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void a_client_that_takes_nothing_is_left_and_holds_little() throws Exception {
    rig.serves(Rig.direct(origin.url("/big"), null));
    try (var _ = rig.ask()) {
      var session = rig.session();
      assertThat(session.ended().await())
          .isEqualTo(new Ended(Outcome.CLIENT_LEFT, "stalled", null));
      var figures = session.figures();
      assertThat(figures.upstream() - figures.sent()).isLessThan(2 << 20);
      assertThat(figures.upstream()).isLessThan(LENGTH / 4);
    }
  }

  @Test
  void the_connection_of_a_client_that_takes_nothing_is_closed() throws Exception {
    rig.serves(Rig.direct(origin.url("/big"), null));
    try (var socket = rig.ask()) {
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
      assertThat(readToTheEnd(socket)).isLessThan(LENGTH);
    }
  }

  /** Ends with an orderly close or a reset; a connection that stays open fails by its timeout. */
  private static long readToTheEnd(Socket socket) throws IOException {
    var buffer = new byte[64 << 10];
    long read = 0;
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
        read += n;
      }
    } catch (SocketTimeoutException open) {
      throw open;
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return read;
  }

  @Test
  void a_slow_client_slows_the_site_and_gets_everything() throws Exception {
    patient.serves(Rig.direct(origin.url("/big"), null));
    try (var socket = patient.ask()) {
      var session = patient.session();
      var in = socket.getInputStream();
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      assertThat(Poll.until(SOON, () -> session.figures().upstream() > 1 << 20)).isTrue();
      long read = in.readNBytes(LENGTH / 2).length;
      assertThat(session.figures().upstream() - read).isLessThan(16 << 20);
      assertThat(in.readNBytes(LENGTH / 2 - 110_000)).isNotEmpty();
      var rest = new byte[200_000];
      while (!session.ended().isComplete() && in.read(rest) >= 0) {}
      assertThat(session.ended().await().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(session.figures().sent()).isEqualTo(LENGTH);
    }
  }

  @Test
  void a_client_that_goes_away_ends_the_reading() throws Exception {
    patient.serves(Rig.direct(origin.url("/big"), null));
    var socket = patient.ask();
    assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
    socket.close();
    var session = patient.session();
    assertThat(session.ended().await().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(session.figures().upstream()).isLessThan(LENGTH / 2);
  }

  @Test
  void a_site_that_stalls_is_asked_again() throws Exception {
    var bytes = new byte[300_000];
    origin.put("/stalls", bytes).meets(new Fault.Stall(100_000), new Fault.Stall(1));
    rig.serves(Rig.direct(origin.url("/stalls"), null));
    assertThat(rig.get().body()).isEqualTo(bytes);
    assertThat(rig.session().figures().retries()).isEqualTo(2);
  }

  @Test
  void a_site_that_stalls_for_good_is_a_cut() throws Exception {
    origin.put("/dead", new byte[300_000]).always = new Fault.Stall(100);
    rig.serves(Rig.direct(origin.url("/dead"), null));
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.CUT, "site-timeout", null));
  }

  @ParameterizedTest
  @EnumSource(names = {"REVOKED", "DRAINED"})
  void an_owner_stops_a_stream_at_once(Outcome outcome) throws Exception {
    patient.serves(Rig.direct(origin.url("/big"), null));
    try (var socket = patient.ask()) {
      var in = socket.getInputStream();
      assertThat(in.readNBytes(100_000)).hasSize(100_000);
      var session = patient.session();
      patient.stop(session, outcome);
      assertThat(session.ended().await()).isEqualTo(new Ended(outcome, null, null));
      assertThat(readToTheEnd(socket)).isLessThan(LENGTH - 100_000);
    }
  }

  @Test
  void a_client_that_goes_away_leaves_no_child() throws Exception {
    origin.put("/slow.mp4", video).meets(new Fault.None(), new Fault.Stall(30_000));
    patient.serves(mux("/slow.mp4"));
    var socket = patient.ask();
    assertThat(Poll.until(Duration.ofSeconds(5), () -> children.live() == 1)).isTrue();
    socket.close();
    assertThat(patient.ended().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
    assertThat(Poll.until(SOON, () -> children.live() == 0)).isTrue();
  }

  @Test
  void a_stream_over_the_bound_of_children_is_asked_to_come_later() throws Exception {
    origin.put("/slow.mp4", video).meets(new Fault.None(), new Fault.Stall(30_000));
    origin.put("/v.mp4", video);
    rig.serves(mux("/slow.mp4"));
    try (var _ = rig.ask()) {
      var first = rig.session();
      rig.plan = mux("/v.mp4");
      assertThat(rig.get().body()).asString().isEqualTo("unavailable");
      var failure = rig.ended().failure();
      assertThat(failure).isNotNull();
      assertThat(failure.retryAfter()).isNotNull();
      rig.stop(first, Outcome.REVOKED);
      assertThat(first.ended().await().failure()).isNotNull();
    }
    assertThat(rig.get().statusCode()).isEqualTo(200);
  }

  private static StreamPlan.Mux mux(String path) {
    var source = new Source.File(origin.url(path), Map.of(), null);
    return new StreamPlan.Mux(
        Rig.head("A clip", "mp4", 5), new Track("v", "mp4", source, true, false), null, "mp4");
  }
}
