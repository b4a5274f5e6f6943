package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.splice.Tubes;

/** Bytes that the kernel moves from the site's socket to the client's. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class SpliceTest {
  private static final int LENGTH = 24 << 20;
  private static final byte[] FILE = new byte[LENGTH];
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Children children = new Children(vertx);
  private final Origin origin = new Origin(vertx);
  private Workshop workshop;
  private Tubes tubes;
  private Rig rig;
  private Origin.Page page;

  static {
    new Random(7).nextBytes(FILE);
  }

  @BeforeEach
  void open(@TempDir Path directory) {
    workshop = Rig.workshop(children, directory, Rig.LIMITS);
    tubes = workshop.tubes();
    assertThat(Poll.until(SOON, () -> opens(tubes))).isTrue();
    rig = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    page = origin.put("/file", FILE);
    rig.serves(Rig.direct(origin.url("/file"), null));
  }

  private static boolean opens(Tubes tubes) {
    var tube = tubes.open();
    if (tube != null) {
      tube.close();
    }
    return tube != null;
  }

  @AfterEach
  void close() {
    var shut = Poll.until(SOON, () -> tubes.inUse() == 0);
    children.close().await();
    vertx.close().await();
    assertThat(shut).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1 << 20, (1 << 20) + 1, 3_456_789, LENGTH})
  void every_byte_arrives_and_the_connection_serves_again(int length) throws Exception {
    page.bytes = Arrays.copyOf(FILE, length);
    for (int i = 0; i < 3; i++) {
      assertThat(Arrays.equals(rig.get().body(), page.bytes)).isTrue();
      var session = rig.session();
      assertThat(session.ended().await()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
      assertThat(session.figures()).isEqualTo(new Figures((long) length, 0, length, length, 0));
    }
    assertThat(origin.connections()).isEqualTo(1);
    assertThat(tubes.moved() > 0).isEqualTo(length > 1 << 20);
  }

  @ParameterizedTest
  @CsvSource({"bytes=5000000-, 5000000", "bytes=-9000001, 16165823", "bytes=12345-, 12345"})
  void a_range_goes_the_same_way(String range, int first) throws Exception {
    var response = rig.get("Range", range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(Arrays.equals(response.body(), Arrays.copyOfRange(FILE, first, LENGTH))).isTrue();
    assertThat(tubes.moved()).isPositive();
  }

  @Test
  void a_range_in_the_middle_ends_where_it_was_asked_to() throws Exception {
    page.ranges = false;
    var response = rig.get();
    assertThat(Arrays.equals(response.body(), FILE)).isTrue();
    page.ranges = true;
    var part = rig.get("Range", "bytes=1000-8000999");
    assertThat(Arrays.equals(part.body(), Arrays.copyOfRange(FILE, 1000, 8_001_000))).isTrue();
  }

  @Test
  void parts_of_a_file_follow_each_other() throws Exception {
    rig.serves(Rig.direct(origin.url("/file"), 5L << 20));
    assertThat(Arrays.equals(rig.get().body(), FILE)).isTrue();
    assertThat(page.asked).hasSizeBetween(5, 6);
    assertThat(tubes.moved()).isGreaterThan(LENGTH / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void a_site_that_breaks_off_anywhere_is_taken_up_at_the_very_byte(long seed) throws Exception {
    var cuts = new Random(seed);
    for (int i = 0; i < 5; i++) {
      page.meets(new Fault.Cut(300_000 + cuts.nextInt(LENGTH / 5)));
    }
    assertThat(Arrays.equals(rig.get().body(), FILE)).isTrue();
    var figures = rig.session().figures();
    assertThat(figures.retries()).isPositive();
    assertThat(figures.sent()).isEqualTo(LENGTH);
    assertThat(tubes.moved()).isPositive();
  }

  @Test
  void a_site_that_fails_for_good_is_a_cut_after_what_came() throws Exception {
    page.meets(new Fault.Cut(15_000_000));
    page.always = new Fault.Cut(0);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    var session = rig.session();
    assertThat(session.ended().await().outcome()).isEqualTo(Outcome.CUT);
    assertThat(session.figures().sent()).isEqualTo(15_000_000);
    assertThat(tubes.moved()).isPositive();
  }

  @Test
  void a_client_that_stands_still_for_a_while_gets_everything() throws Exception {
    try (var socket = rig.ask()) {
      var session = rig.session();
      assertThat(Poll.until(SOON, () -> stands(session))).isTrue();
      var figures = session.figures();
      assertThat(figures.upstream() - figures.sent()).isLessThan(2 << 20);
      skipHead(socket.getInputStream());
      assertThat(Arrays.equals(socket.getInputStream().readNBytes(LENGTH), FILE)).isTrue();
      assertThat(session.ended().await().outcome()).isEqualTo(Outcome.COMPLETE);
      assertThat(tubes.moved()).isPositive();
    }
  }

  /** Whether it moved nothing for a tenth of a second. */
  private static boolean stands(Session session) {
    var before = session.figures();
    return before.sent() > 0
        && !Poll.until(Duration.ofMillis(100), () -> session.figures().sent() != before.sent());
  }

  private static void skipHead(InputStream in) throws IOException {
    var end = "\r\n\r\n";
    for (int met = 0; met < end.length(); ) {
      int next = in.read();
      met = next == end.charAt(met) ? met + 1 : next == '\r' ? 1 : 0;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_client_that_goes_away_leaves_no_descriptor(boolean reset) throws Exception {
    assertThat(rig.get().statusCode()).isEqualTo(200);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.COMPLETE);
    var before = descriptors();
    for (int i = 0; i < 10; i++) {
      try (var socket = rig.ask()) {
        assertThat(socket.getInputStream().readNBytes(3 << 20)).hasSize(3 << 20);
        socket.setSoLinger(reset, 0);
      }
      assertThat(rig.ended().outcome()).isEqualTo(Outcome.CLIENT_LEFT);
    }
    assertThat(Poll.until(SOON, () -> descriptors() <= before)).isTrue();
    assertThat(tubes.moved()).isPositive();
  }

  @Test
  void two_hundred_at_once_share_few_pipes() throws Exception {
    page.bytes = Arrays.copyOf(FILE, 2_500_000);
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.port() + "/")).build();
      var all =
          IntStream.range(0, 200)
              .mapToObj(_ -> client.sendAsync(request, BodyHandlers.ofByteArray()))
              .toList();
      for (var one : all) {
        var body = one.get(60, TimeUnit.SECONDS).body();
        assertThat(Arrays.equals(body, page.bytes)).isTrue();
      }
    }
    assertThat(tubes.moved()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"REVOKED", "DRAINED"})
  void an_owner_stops_a_stream_in_the_middle(Outcome outcome) throws Exception {
    try (var socket = rig.ask()) {
      assertThat(socket.getInputStream().readNBytes(3 << 20)).hasSize(3 << 20);
      var session = rig.session();
      rig.stop(session, outcome);
      assertThat(session.ended().await()).isEqualTo(new Ended(outcome, null, null));
      assertThat(tubes.moved()).isPositive();
      assertThat(toTheEnd(socket)).isLessThan(LENGTH - (3 << 20));
    }
  }

  private static long toTheEnd(Socket socket) throws IOException {
    var buffer = new byte[64 << 10];
    long read = 0;
    try {
      for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
        read += n;
      }
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return read;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_server_that_goes_down_in_the_middle_leaves_nothing_open(boolean whole) throws Exception {
    var before = descriptors();
    var own = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    var server = Rig.start(own, origin, Rig.LIMITS, workshop);
    server.serves(Rig.direct(origin.url("/file"), null));
    try (var socket = server.ask()) {
      assertThat(socket.getInputStream().readNBytes(3 << 20)).hasSize(3 << 20);
      assertThat(tubes.inUse()).isEqualTo(1);
      if (!whole) {
        own.undeploy(requireNonNull(server.deploymentID())).await();
        assertThat(toTheEnd(socket)).isLessThan(LENGTH);
        assertThat(Poll.until(SOON, () -> tubes.inUse() == 0)).isTrue();
      }
      own.close().await();
    }
    assertThat(Poll.until(SOON, () -> descriptors() <= before)).isTrue();
    assertThat(tubes.inUse()).isZero();
  }

  @Test
  void what_has_a_limit_of_its_rate_is_not_moved_so() throws Exception {
    rig.rate = 64 << 20;
    assertThat(Arrays.equals(rig.get().body(), FILE)).isTrue();
    assertThat(tubes.moved()).isZero();
  }

  /** Sockets and pipes of this process. */
  private static long descriptors() {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.filter(SpliceTest::isPipeOrSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPipeOrSocket(Path descriptor) {
    try {
      var open = Files.readSymbolicLink(descriptor).toString();
      return open.startsWith("pipe:") || open.startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }
}
