package vn.taivideonhanh.demo;

import static java.net.http.HttpResponse.BodyHandlers.ofByteArray;
import static java.net.http.HttpResponse.BodyHandlers.ofInputStream;
import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real site on a real socket; its media are made by ffmpeg once and kept in the build folder. */
class DemoSiteTest {
  private static final String CLIP = "/media/clip-360p.mp4";

  private static Vertx vertx;
  private static DemoSite site;
  private static byte[] clip;
  private static HttpClient client;

  @BeforeAll
  static void start() throws IOException {
    vertx = Vertx.vertx();
    site = DemoSite.start(vertx, Path.of("target/demo"), 0).await();
    clip = Files.readAllBytes(site.file("clip-360p.mp4"));
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  @AfterAll
  static void stop() {
    client.close();
    site.close().await();
    vertx.close().await();
  }

  @Test
  void every_page_opens_and_every_relative_link_of_it_leads_somewhere() throws Exception {
    assertThat(site.pages()).contains("/", "/watch/progressive", "/watch/adaptive", "/playlist");
    for (var page : site.pages()) {
      var address = URI.create(site.address(page));
      var body = client.send(HttpRequest.newBuilder(address).build(), ofString());
      assertThat(body.statusCode()).as(page).isEqualTo(200);
      assertThat(body.body()).as(page).doesNotContain("{{");
      var links = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(body.body());
      while (links.find()) {
        var link = HttpRequest.newBuilder(address.resolve(links.group(1))).HEAD().build();
        assertThat(client.send(link, ofString()).statusCode()).as(links.group(1)).isEqualTo(200);
      }
    }
  }

  @Test
  void a_file_is_served_whole_in_parts_and_by_validator() throws Exception {
    var whole = get(CLIP);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(clip);
    var tag = whole.headers().firstValue("etag").orElseThrow();

    var part = get(CLIP, "Range", "bytes=1000-1999", "If-Range", tag);
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("content-range"))
        .hasValue("bytes 1000-1999/" + clip.length);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(clip, 1000, 2000));

    assertThat(get(CLIP, "Range", "bytes=0-9", "If-Range", "\"other\"").body()).isEqualTo(clip);
    assertThat(get(CLIP, "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(get(CLIP, "Range", "bytes=" + clip.length + "-").statusCode()).isEqualTo(416);
  }

  @Test
  void nothing_outside_the_folder_is_served() throws Exception {
    assertThat(get("/media/../address").statusCode()).isEqualTo(404);
    assertThat(get("/media/%2e%2e/address").statusCode()).isEqualTo(404);
    assertThat(get("/media/nothing.mp4").statusCode()).isEqualTo(404);
    assertThat(get("/fault/unknown" + CLIP).statusCode()).isEqualTo(404);
  }

  @Test
  void a_cut_file_never_arrives_whole_however_often_it_is_asked_for() throws Exception {
    assertThatThrownBy(() -> get("/fault/cut" + CLIP)).isInstanceOf(IOException.class);
    var second = "bytes=" + clip.length / 2 + "-";
    assertThatThrownBy(() -> get("/fault/cut" + CLIP, "Range", second))
        .isInstanceOf(IOException.class);
    assertThat(get("/fault/cut" + CLIP, "Range", "bytes=0-99").body()).hasSize(100);
  }

  @Test
  void a_file_cut_once_arrives_at_the_second_request() throws Exception {
    assertThatThrownBy(() -> get("/fault/cut-once" + CLIP)).isInstanceOf(IOException.class);
    assertThat(get("/fault/cut-once" + CLIP).body()).isEqualTo(clip);
  }

  @Test
  void a_forbidden_rest_is_refused() throws Exception {
    assertThat(get("/fault/forbid=5000" + CLIP, "Range", "bytes=0-4999").body()).hasSize(5000);
    assertThat(get("/fault/forbid=5000" + CLIP, "Range", "bytes=5000-").statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_ticket_is_worth_half_a_file_and_a_new_page_has_a_new_one() throws Exception {
    var first = ticket();
    assertThatThrownBy(() -> get(first)).isInstanceOf(IOException.class);
    assertThat(get(first).statusCode()).isEqualTo(403);
    var rest = get(ticket(), "Range", "bytes=" + (clip.length / 2 + 1) + "-");
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(clip, clip.length / 2 + 1, clip.length));
  }

  private static String ticket() throws Exception {
    var page = new String(get("/fault/ticket/watch/subtitles").body(), StandardCharsets.UTF_8);
    var from = page.indexOf("../media/clip-360p.mp4") + 2;
    return "/fault/ticket" + page.substring(from, page.indexOf('"', from));
  }

  @Test
  void lengths_can_lie() throws Exception {
    assertThatThrownBy(() -> get("/fault/longer=10" + CLIP)).isInstanceOf(IOException.class);
    assertThat(get("/fault/shorter=10" + CLIP).body()).hasSize(clip.length - 10);
    var unknown = get("/fault/chunked" + CLIP);
    assertThat(unknown.headers().firstValue("content-length")).isEmpty();
    assertThat(unknown.body()).isEqualTo(clip);
    assertThat(get("/fault/whole" + CLIP, "Range", "bytes=0-9").body()).isEqualTo(clip);
  }

  @Test
  void a_stalled_file_goes_silent_and_an_endless_one_goes_on() throws Exception {
    var open = client.send(request("/fault/stall=5000" + CLIP).build(), ofInputStream());
    try (var body = open.body()) {
      assertThat(body.readNBytes(5000)).hasSize(5000);
      var more = CompletableFuture.supplyAsync(() -> read(body));
      assertThatThrownBy(() -> more.get(300, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    var endless = client.send(request("/fault/endless" + CLIP).build(), ofInputStream());
    try (var body = endless.body()) {
      assertThat(body.readNBytes(3 * clip.length)).hasSize(3 * clip.length);
    }
  }

  private static int read(InputStream body) {
    try {
      return body.read();
    } catch (IOException _) {
      return -1;
    }
  }

  @Test
  void a_slow_file_takes_its_time() throws Exception {
    var start = System.nanoTime();
    assertThat(get("/fault/slow=10000" + CLIP, "Range", "bytes=0-4999").body()).hasSize(5000);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void redirections_are_counted_endless_or_lead_outside() throws Exception {
    var follow =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build();
    try (follow) {
      var three = request("/fault/redirect=3" + CLIP).build();
      assertThat(follow.send(three, ofByteArray()).body()).isEqualTo(clip);
    }
    assertThat(location("/fault/loop" + CLIP)).isEqualTo("/fault/loop" + CLIP);
    assertThat(location("/fault/denied=1" + CLIP)).isEqualTo("http://10.0.0.1/");
  }

  @Test
  void a_fault_spares_the_page_unless_everything_is_meant() throws Exception {
    assertThat(get("/fault/status=410/watch/progressive").statusCode()).isEqualTo(200);
    var gone = get("/fault-all/status=429/watch/progressive");
    assertThat(gone.statusCode()).isEqualTo(429);
    assertThat(gone.headers().firstValue("retry-after")).hasValue("7");
    assertThat(get("/fault/status=410" + CLIP).statusCode()).isEqualTo(410);
  }

  @Test
  void a_changing_file_has_another_validator_each_time() throws Exception {
    var first = get("/fault/changing" + CLIP).headers().firstValue("etag").orElseThrow();
    var again = get("/fault/changing" + CLIP, "Range", "bytes=0-9", "If-Range", first);
    assertThat(again.statusCode()).isEqualTo(200);
  }

  @Test
  void the_journal_tells_what_was_asked() throws Exception {
    var _ = get(CLIP + "?journal", "Range", "bytes=0-0", "Referer", "http://a/");
    assertThat(site.visits(CLIP + "?journal"))
        .singleElement()
        .satisfies(visit -> {
          assertThat(visit.status()).isEqualTo(206);
          assertThat(visit.header("range")).isEqualTo("bytes=0-0");
          assertThat(visit.header("referer")).isEqualTo("http://a/");
          assertThat(visit.header("cookie")).isNull();
        });
  }

  private static String location(String path) throws Exception {
    return get(path).headers().firstValue("location").orElseThrow();
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    var request = request(path);
    if (headers.length > 0) {
      var _ = request.headers(headers);
    }
    // A connection that a fault has just closed must not be taken for the next request.
    try (var once = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return once.send(request.build(), ofByteArray());
    }
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(site.address(path)));
  }
}
