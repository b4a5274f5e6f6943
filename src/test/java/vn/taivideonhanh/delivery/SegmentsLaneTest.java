package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.delivery.Origin.Fault;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.process.Children;

/** The parts of a real DASH presentation, joined from a real site without a child. */
class SegmentsLaneTest {
  private static final Map<String, Origin.Page> PAGES = new HashMap<>();

  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip media;
  private static List<String> names;
  private static byte[] joined;

  @BeforeAll
  static void open(@TempDir Path directory) throws Exception {
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    media = new Clip(directory);
    media.video(
        "list.mpd",
        "-f",
        "dash",
        "-seg_duration",
        "1",
        "-init_seg_name",
        "init.mp4",
        "-media_seg_name",
        "part-$Number$.m4s");
    names = new ArrayList<>(List.of("init.mp4"));
    for (int i = 1; Files.exists(directory.resolve("part-" + i + ".m4s")); i++) {
      names.add("part-" + i + ".m4s");
    }
    var whole = new ByteArrayOutputStream();
    for (var name : names) {
      whole.writeBytes(Files.readAllBytes(directory.resolve(name)));
    }
    joined = whole.toByteArray();
    origin.publish(directory, "init", "part");
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, directory, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @Test
  void parts_of_unknown_length_arrive_as_they_come_with_the_duration() throws Exception {
    rig.serves(plan("/"));
    var response = rig.get("Range", "bytes=5-");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Accept-Ranges")).hasValue("none");
    assertThat(response.headers().firstValue("Content-Length")).isEmpty();
    assertThat(media.probe(response.body())).isEqualTo("video=h264 5.0");
    assertThat(media.packets(response.body(), "v")).isEqualTo(media.packets(joined, "v"));
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
  }

  @Test
  void parts_of_known_length_are_a_file_with_ranges() throws Exception {
    rig.serves(measured(plan("/")));
    var whole = rig.get();
    assertThat(whole.headers().firstValueAsLong("Content-Length")).hasValue(joined.length);
    assertThat(whole.body()).isEqualTo(joined);
    var random = new Random(4);
    for (int i = 0; i < 30; i++) {
      int first = random.nextInt(joined.length);
      int last = first + random.nextInt(joined.length - first);
      var part = rig.get("Range", "bytes=" + first + "-" + last);
      assertThat(part.statusCode()).isEqualTo(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(joined, first, last + 1));
    }
  }

  @Test
  void a_part_that_fails_is_taken_up_again_and_one_that_is_gone_is_renewed() throws Exception {
    copy("/old/");
    var plan = measured(plan("/old/"));
    page("/old/", 2).meets(new Fault.Cut(900));
    page("/old/", 3).always = new Fault.Status(403);
    rig.serves(plan);
    rig.renew = () -> Future.succeededFuture(plan.with(plan("/").sources()));
    assertThat(rig.get().body()).isEqualTo(joined);
  }

  @Test
  void a_part_of_another_length_is_a_cut() throws Exception {
    copy("/new/");
    var plan = measured(plan("/new/"));
    page("/new/", names.size() - 1).bytes = new byte[10];
    rig.serves(plan);
    assertThatThrownBy(rig::get).isInstanceOf(IOException.class);
    assertThat(rig.ended()).isEqualTo(new Ended(Outcome.CUT, "source-changed", null));
  }

  @Test
  void a_length_that_the_site_does_not_tell_makes_none() throws Exception {
    copy("/untold/");
    var last = page("/untold/", names.size() - 1);
    last.ranges = false;
    last.length = false;
    assertThatThrownBy(() -> measured(plan("/untold/"))).isInstanceOf(RuntimeException.class);
  }

  private static void copy(String folder) throws IOException {
    for (var name : names) {
      PAGES.put(folder + name, origin.put(folder + name, Files.readAllBytes(media.file(name))));
    }
  }

  private static Origin.Page page(String folder, int index) {
    return requireNonNull(PAGES.get(folder + names.get(index)));
  }

  private static Segments plan(String folder) {
    var parts = new Source.Parts(origin.url(folder + names.getFirst()), Map.of(), names);
    return new Segments(
        Rig.head("In parts", "mp4", 5), new Track("v", "mp4", parts, true, false), null);
  }

  /** As it is done when a token is asked. */
  private static Segments measured(Segments plan) {
    Promise<List<Long>> lengths = Promise.promise();
    var context = vertx.getOrCreateContext();
    context.runOnContext(_ -> {
      var upstream = new Upstream(vertx, Rig.egress(origin.port()), Rig.LIMITS);
      new Survey(vertx, upstream, Rig.LIMITS, new IndexCache())
          .lengths(plan)
          .eventually(upstream::close)
          .onComplete(lengths);
    });
    return Exact.measured(plan, lengths.future().await());
  }
}
