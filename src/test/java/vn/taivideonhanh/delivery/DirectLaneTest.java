package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;

/** Files handed on from a real site to a real client, over sockets. */
class DirectLaneTest {
  private static final int LENGTH = 3_000_000;
  private static final byte[] FILE = new byte[LENGTH];

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;

  @BeforeAll
  static void open(@TempDir Path directory) {
    new Random(1).nextBytes(FILE);
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  private Origin.Page page;

  @BeforeEach
  void serve() {
    page = origin.put("/file", FILE);
    rig.serves(Rig.direct(origin.url("/file"), null));
  }

  @Test
  void the_whole_file_arrives_with_the_fields_of_the_contract() throws Exception {
    var response = rig.get();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(FILE);
    var fields = response.headers();
    assertThat(fields.firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(fields.firstValue("Content-Length")).hasValue("3000000");
    assertThat(fields.firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(fields.firstValue("Content-Disposition"))
        .hasValue(
            "attachment; filename=\"Tai nhanh.mp4\"; filename*=UTF-8''T%E1%BA%A3i%20nhanh.mp4");
    assertThat(fields.firstValue("Cache-Control")).hasValue("private, no-store");
    assertThat(fields.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(fields.firstValue("Referrer-Policy")).hasValue("no-referrer");
    assertThat(fields.allValues("Content-Security-Policy"))
        .containsExactly("sandbox; default-src 'none'");
    assertThat(fields.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-site");
    assertThat(fields.firstValue("X-Robots-Tag")).hasValue("noindex");
    assertThat(fields.firstValue("ETag").orElseThrow()).startsWith("\"").isNotEqualTo(page.etag);
    assertThat(fields.firstValue("Set-Cookie")).isEmpty();
    var session = rig.session();
    assertThat(session.ended().await()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    assertThat(session.figures()).isEqualTo(new Figures((long) LENGTH, 0, LENGTH, LENGTH, 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100_000})
  void fifty_random_ranges_are_equal(long chunk) throws Exception {
    rig.serves(Rig.direct(origin.url("/file"), chunk == 0 ? null : chunk));
    var random = new Random(2);
    for (int i = 0; i < 50; i++) {
      int first = random.nextInt(LENGTH);
      int last = first + random.nextInt(Math.min(LENGTH - first, 300_000));
      var response = rig.get("Range", "bytes=" + first + "-" + last);
      assertThat(response.statusCode()).isEqualTo(206);
      assertThat(response.headers().firstValue("Content-Range"))
          .hasValue("bytes " + first + "-" + last + "/" + LENGTH);
      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(FILE, first, last + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"bytes=-1000, 2999000", "bytes=-250000, 2750000", "bytes=2999990-, 2999990"})
  void ends_of_the_file_are_served(String range, int first) throws Exception {
    for (var chunk : new Long[] {null, 100_000L}) {
      rig.serves(Rig.direct(origin.url("/file"), chunk));
      var response = rig.get("Range", range);
      assertThat(response.statusCode()).isEqualTo(206);
      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(FILE, first, LENGTH));
    }
  }

  @Test
  void a_site_that_wants_it_is_read_in_parts() throws Exception {
    rig.serves(Rig.direct(origin.url("/file"), 1_000_000L));
    assertThat(rig.get().body()).isEqualTo(FILE);
    assertThat(page.asked)
        .containsExactly("bytes=0-999999", "bytes=1000000-1999999", "bytes=2000000-2999999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=3000000-", "bytes=-0", "bytes=99999999999999999999-"})
  void a_part_that_is_not_there_is_refused(String range) throws Exception {
    var response = rig.get("Range", range);
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes */3000000");
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-0,5-9", "bytes=x", "lines=1-2"})
  void other_ranges_mean_the_whole(String range) throws Exception {
    var response = rig.get("Range", range);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(FILE);
  }

  @Test
  void if_range_gives_the_part_only_of_the_same_file() throws Exception {
    var etag = rig.get("Range", "bytes=0-0").headers().firstValue("ETag").orElseThrow();
    assertThat(rig.get("Range", "bytes=5-9", "If-Range", etag).statusCode()).isEqualTo(206);
    page.etag = "\"two\"";
    var whole = rig.get("Range", "bytes=5-9", "If-Range", etag);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(FILE);
    assertThat(rig.get("Range", "bytes=4000000-", "If-Range", etag).statusCode()).isEqualTo(200);
  }

  @Test
  void conditions_are_answered_without_a_body() throws Exception {
    var etag = rig.get("Range", "bytes=0-0").headers().firstValue("ETag").orElseThrow();
    var same = rig.get("If-None-Match", etag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.headers().firstValue("ETag")).hasValue(etag);
    assertThat(same.body()).isEmpty();
    assertThat(rig.get("If-Match", "\"other\"").statusCode()).isEqualTo(412);
    assertThat(rig.get("If-Match", etag, "Range", "bytes=0-3").statusCode()).isEqualTo(206);
  }

  @Test
  void a_head_has_the_same_fields_and_costs_a_byte() throws Exception {
    long before = origin.written();
    var head = rig.send("HEAD", "Range", "bytes=5-9").headers();
    var get = rig.get().headers();
    assertThat(head.firstValue("Content-Length")).hasValue("3000000");
    for (var name : get.map().keySet()) {
      assertThat(head.allValues(name)).as(name).isEqualTo(get.allValues(name));
    }
    assertThat(origin.written() - before).isEqualTo(LENGTH + 1);
    assertThat(rig.session().figures().sent()).isZero();
  }

  @Test
  void a_site_without_ranges_gives_the_whole_only() throws Exception {
    page.ranges = false;
    var response = rig.get("Range", "bytes=5-9");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("none");
    assertThat(response.body()).isEqualTo(FILE);
  }

  @Test
  void a_site_without_a_length_gives_a_chunked_body() throws Exception {
    page.ranges = false;
    page.length = false;
    var response = rig.get();
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    assertThat(response.headers().firstValue("ETag")).isEmpty();
    assertThat(response.body()).isEqualTo(FILE);
  }

  @Test
  void a_cut_in_the_middle_is_not_noticed() throws Exception {
    page.meets(new Fault.Cut(1_000_001), new Fault.Cut(0), new Fault.Status(503));
    assertThat(rig.get().body()).isEqualTo(FILE);
    assertThat(rig.session().figures().retries()).isEqualTo(3);
    assertThat(page.asked).last().isEqualTo("bytes=1000001-2999999");
  }

  @Test
  void a_cut_without_ranges_is_caught_up_with() throws Exception {
    page.ranges = false;
    page.meets(new Fault.Cut(1_000_000));
    assertThat(rig.get().body()).isEqualTo(FILE);
    assertThat(rig.session().figures().upstream()).isGreaterThan(LENGTH);
  }

  @Test
  void an_address_that_expires_is_renewed() throws Exception {
    page.meets(new Fault.Cut(1_000_000));
    page.always = new Fault.Status(403);
    origin.put("/fresh", FILE);
    rig.renew = () -> Future.succeededFuture(Rig.direct(origin.url("/fresh"), null));
    assertThat(rig.get().body()).isEqualTo(FILE);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void an_address_that_is_dead_at_once_is_renewed_too() throws Exception {
    page.always = new Fault.Status(410);
    origin.put("/fresh", FILE);
    rig.renew = () -> Future.succeededFuture(Rig.direct(origin.url("/fresh"), null));
    assertThat(rig.get().body()).isEqualTo(FILE);
  }

  @Test
  void another_file_is_never_spliced_in() throws Exception {
    page.meets(new Fault.Cut(1_000_000));
    page.always = new Fault.Status(403);
    origin.put("/fresh", FILE).etag = "\"two\"";
    rig.renew = () -> Future.succeededFuture(Rig.direct(origin.url("/fresh"), null));
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.CUT, "source-changed", null));
  }

  @Test
  void a_site_that_fails_for_good_is_a_cut() throws Exception {
    page.meets(new Fault.Cut(1_500_000));
    page.always = new Fault.Cut(0);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    var session = rig.session();
    assertThat(session.ended().await().outcome()).isEqualTo(Outcome.CUT);
    var figures = session.figures();
    assertThat(figures.sent()).isEqualTo(1_500_000);
    assertThat(figures.retries()).isEqualTo(3);
  }

  @Test
  void a_chunked_body_is_cut_without_its_end() throws Exception {
    page.ranges = false;
    page.length = false;
    page.meets(new Fault.Cut(1_500_000));
    page.always = new Fault.Status(500);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
  }

  @ParameterizedTest
  @CsvSource({"404, 502", "500, 502", "429, 503"})
  void a_dead_file_is_a_problem(int site, int ours) throws Exception {
    page.always = new Fault.Status(site);
    var response = rig.get();
    assertThat(response.statusCode()).isEqualTo(ours);
    assertThat(response.headers().firstValue("Content-Disposition")).isEmpty();
    var ended = rig.ended();
    assertThat(ended.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(ended.failure()).isNotNull();
  }

  @Test
  void a_page_instead_of_a_file_is_a_problem() throws Exception {
    page.type = "text/html; charset=utf-8";
    assertThat(rig.get().body()).asString().isEqualTo(ProblemCode.SOURCE_UNAVAILABLE.slug());
    page.type = "video/mp4";
    page.bytes = new byte[0];
    assertThat(rig.get().body()).asString().isEqualTo(ProblemCode.SOURCE_UNAVAILABLE.slug());
  }

  @Test
  void an_address_that_may_not_be_visited_is_a_problem_at_once() throws Exception {
    rig.serves(Rig.direct("http://127.0.0.1:9/file", null));
    assertThat(rig.get().body()).asString().isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED.slug());
    assertThat(rig.session().figures().retries()).isZero();
  }
}
