package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.ArchivePlanner;
import vn.taivideonhanh.plan.MediaTypes;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;

/** Archives of files of a real site, to a real client, over sockets. */
class ArchiveLaneTest {
  private static final int[] LENGTHS = {9_000_000, 1, 5_000_000};
  private static final List<byte[]> FILES = new ArrayList<>();

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;

  private final List<Origin.Page> pages = new ArrayList<>();
  private NotesDesk desk;
  private StreamPlan.Archive plan;

  @BeforeAll
  static void open(@TempDir Path directory) {
    var random = new Random(3);
    for (int length : LENGTHS) {
      var bytes = new byte[length];
      random.nextBytes(bytes);
      FILES.add(bytes);
    }
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

  @BeforeEach
  void serve() {
    for (int i = 0; i < FILES.size(); i++) {
      pages.add(origin.put("/" + i, FILES.get(i)));
      origin.put("/new" + i, FILES.get(i));
    }
    plan = plan("/");
    desk = new NotesDesk(plan("/new"));
    rig.serves(plan);
    rig.desk = desk;
  }

  private static StreamPlan.Archive plan(String folder) {
    var entries = new ArrayList<ArchiveEntry>();
    for (int i = 0; i < FILES.size(); i++) {
      var size = Size.exact(LENGTHS[i]);
      var head =
          new StreamPlan.Head(
              "https://page.example/" + i, "site/" + i, "a", "mp4", MediaTypes.of("mp4"), 5., size);
      var source = new Source.File(origin.url(folder + i), Map.of(), null);
      entries.add(new ArchiveEntry(name(i), new StreamPlan.Direct(head, "22", source), 1));
    }
    return ArchivePlanner.of("0".repeat(32), "Danh sách", entries);
  }

  private static String name(int entry) {
    return String.format(Locale.ROOT, "%02d - Tải \u202e..%d.mp4", entry + 1, entry);
  }

  @Test
  void the_archive_arrives_with_the_length_that_was_promised(@TempDir Path folder)
      throws Exception {
    var response = rig.get();
    assertThat(response.statusCode()).isEqualTo(200);
    var fields = response.headers();
    assertThat(fields.firstValue("Content-Type")).hasValue("application/zip");
    assertThat(fields.firstValue("Accept-Ranges")).hasValue("bytes");
    assertThat(fields.firstValue("Content-Length"))
        .hasValue(String.valueOf(plan.head().size().bytes()));
    assertThat(fields.firstValue("ETag").orElseThrow()).startsWith("\"");
    var file = Files.write(folder.resolve("a.zip"), response.body());
    try (var zip = new ZipFile(file.toFile())) {
      for (int i = 0; i < FILES.size(); i++) {
        try (var in = zip.getInputStream(zip.getEntry(name(i)))) {
          assertThat(in.readAllBytes()).isEqualTo(FILES.get(i));
        }
      }
    }
    var session = rig.session();
    assertThat(session.ended().await()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    assertThat(session.figures().sent()).isEqualTo(response.body().length);
    assertThat(session.figures().upstream()).isEqualTo(Arrays.stream(LENGTHS).sum());
    assertThat(desk.notes).hasSize(3 + 3 + 1 + 2);
  }

  @Test
  void two_hundred_random_ranges_are_equal_and_read_the_rest_once() throws Exception {
    var whole = rig.get().body();
    desk.notes.clear();
    long before = origin.written();
    var random = new Random(4);
    for (int i = 0; i < 200; i++) {
      int first = random.nextInt(whole.length);
      int last = first + random.nextInt(Math.min(whole.length - first, 60_000));
      if (i == 0) {
        first = whole.length - 100;
        last = whole.length - 1;
      }
      var response = rig.get("Range", "bytes=" + first + "-" + last);
      assertThat(response.statusCode()).isEqualTo(206);
      assertThat(response.headers().firstValue("Content-Range"))
          .hasValue("bytes " + first + "-" + last + "/" + whole.length);
      assertThat(response.body()).isEqualTo(Arrays.copyOfRange(whole, first, last + 1));
    }
    assertThat(origin.written() - before)
        .as("all once for the checksums, and what was sent, as far as the site's buffers went")
        .isLessThan(whole.length + 200L * (60_000 + (4 << 20)));
  }

  @Test
  void goes_on_where_it_was_killed_and_reads_no_more_than_a_block_again() throws Exception {
    var whole = rig.get().body();
    desk.notes.clear();
    int got;
    try (var socket = rig.ask()) {
      got = socket.getInputStream().readNBytes(6_000_000).length;
    }
    assertThat(got).isEqualTo(6_000_000);
    var notes = desk.notes;
    assertThat(Poll.until(Duration.ofSeconds(20), () -> notes.containsKey("0:0"))).isTrue();
    rig.serves(plan);
    var rest = rig.get("Range", "bytes=6000000-");
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 6_000_000, whole.length));
    long needed = 9_000_000 - 6_000_000 + 5_000_001;
    assertThat(rig.session().figures().upstream()).isLessThan(needed + (6 << 20));
  }

  @Test
  void a_site_that_fails_is_asked_again_for_that_entry() throws Exception {
    var whole = rig.get().body();
    pages.get(2).meets(new Fault.Cut(100_000));
    pages.get(2).always = new Fault.Status(403);
    rig.serves(plan);
    assertThat(rig.get().body()).isEqualTo(whole);
    assertThat(desk.renewed).isNotEmpty().allMatch(entry -> entry == 2);
    assertThat(rig.session().figures().retries()).isPositive();
  }

  @Test
  void another_file_of_the_same_length_is_never_mixed_in() throws Exception {
    assertThat(rig.get("Range", "bytes=0-99999").statusCode()).isEqualTo(206);
    pages.get(0).etag = "\"two\"";
    rig.serves(plan);
    assertThat(rig.get("Range", "bytes=100000-").statusCode()).isEqualTo(502);
    assertThat(rig.ended().reason()).isEqualTo(ProblemCode.SOURCE_CHANGED.slug());
  }

  @Test
  void an_entry_that_is_gone_before_the_first_byte_is_a_problem_and_later_a_cut() throws Exception {
    rig.serves(plan("/gone"));
    rig.desk = new NotesDesk(plan("/gone"));
    assertThat(rig.get().statusCode()).isEqualTo(502);
    rig.serves(plan);
    rig.desk = new NotesDesk(plan("/gone"));
    pages.get(2).always = new Fault.Status(404);
    assertThatThrownBy(() -> rig.get()).isInstanceOf(IOException.class);
    assertThat(rig.ended().outcome()).isEqualTo(Outcome.CUT);
  }

  @Test
  void conditions_and_heads_are_answered_without_a_visit() throws Exception {
    long before = origin.written();
    var head = rig.send("HEAD");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("Content-Length"))
        .hasValue(String.valueOf(plan.head().size().bytes()));
    var etag = head.headers().firstValue("ETag").orElseThrow();
    assertThat(rig.get("If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(rig.get("If-Match", "\"other\"").statusCode()).isEqualTo(412);
    var beyond = rig.get("Range", "bytes=99999999999-");
    assertThat(beyond.statusCode()).isEqualTo(416);
    assertThat(beyond.headers().firstValue("Content-Range"))
        .hasValue("bytes */" + plan.head().size().bytes());
    assertThat(origin.written()).isEqualTo(before);
    var other = rig.get("Range", "bytes=0-9", "If-Range", "\"other\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(rig.get("Range", "bytes=0-9", "If-Range", etag).body()).hasSize(10);
  }
}
