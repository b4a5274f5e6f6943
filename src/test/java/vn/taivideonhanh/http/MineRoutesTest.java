package vn.taivideonhanh.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Entries;
import vn.taivideonhanh.relay.RelayMessages.Entry;
import vn.taivideonhanh.relay.RelayMessages.Forget;
import vn.taivideonhanh.relay.RelayMessages.Forgotten;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Drop;
import vn.taivideonhanh.token.TokenMessages.Renewal;
import vn.taivideonhanh.token.TokenMessages.Token;
import vn.taivideonhanh.token.TokenMessages.Tokens;

/** One's own links, history and downloads, and the way of scripts to a file. */
class MineRoutesTest {
  private static final String ID = "d".repeat(64);
  private static final String DIRECT = "/api/streaming/direct";
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @BeforeEach
  void forget() {
    site.fakes.reset();
  }

  @Test
  void links_are_listed_and_taken_back() {
    var link = new Token(ID, "A title", "a.mp4", Lane.DIRECT, Size.exact(9), true, Samples.AT);
    site.fakes.tokens = giving(new Tokens(List.of(link)));
    var answer = site.get("/api/streaming/tokens");
    assertThat(answer.statusCode()).isEqualTo(200);
    ContractCheck.check("/api/streaming/tokens", answer);
    assertThat(new JsonObject(answer.body()).getJsonArray("links")).hasSize(1);
    site.fakes.drop = giving(new Done());
    assertThat(site.delete("/api/streaming/tokens/" + ID).statusCode()).isEqualTo(204);
    assertThat(site.fakes.last(Drop.class)).isEqualTo(new Drop("owner", ID));
    site.fakes.replace = giving(Samples.issued(Samples.guestUsage()));
    var fresh = site.post("/api/streaming/tokens/" + ID + "/refresh", "");
    assertThat(fresh.statusCode()).isEqualTo(201);
    assertThat(site.fakes.last(Renewal.class).digest()).isEqualTo(ID);
    assertThat(site.delete("/api/streaming/tokens/nonsense").statusCode()).isEqualTo(404);
  }

  @Test
  void a_history_is_listed_and_deleted() {
    var entry =
        new Entry(ID, "A title", null, Lane.MUX, null, 5, Outcome.COMPLETE, Samples.AT, Samples.AT);
    site.fakes.history = giving(new Entries(List.of(entry)));
    var answer = site.get("/api/streaming/history");
    ContractCheck.check("/api/streaming/history", answer);
    assertThat(answer.body()).contains("\"outcome\":\"complete\"").doesNotContain("url");
    var one = site.delete("/api/streaming/history/" + ID);
    assertThat(one.statusCode()).as("of somebody else").isEqualTo(404);
    site.fakes.forget = giving(new Forgotten(1));
    assertThat(site.delete("/api/streaming/history/" + ID).statusCode()).isEqualTo(204);
    assertThat(site.fakes.last(Forget.class)).isEqualTo(new Forget("owner", ID));
    assertThat(site.delete("/api/streaming/history").statusCode()).isEqualTo(204);
    assertThat(site.fakes.last(Forget.class)).isEqualTo(new Forget("owner", null));
  }

  @Test
  void a_guest_has_neither() {
    try (var open = new TestSite(Map.of("TVN_ACCESS_MODE", "open"))) {
      for (var path : List.of("/api/streaming/tokens", "/api/streaming/history", "/api/events")) {
        assertThat(open.get(path).statusCode()).as(path).isEqualTo(401);
      }
    }
  }

  @Test
  void a_device_that_comes_back_sees_what_ended_and_what_runs() throws Exception {
    var ended = Samples.progress(ID, "s1", Lane.DIRECT, 9L, 9, Outcome.COMPLETE);
    var running = Samples.progress(ID, "s2", Lane.DIRECT, 9L, 3, null);
    site.fakes.downloads = giving(new Downloads(List.of(running), List.of(ended)));
    var request = site.request("/api/events").header("Last-Event-ID", "1700000000000");
    var answer = site.client().send(request.build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    try (var lines = lines(answer)) {
      assertThat(event(lines)).contains("\"streamId\":\"s1\"", "\"outcome\":\"complete\"");
      assertThat(event(lines)).contains("\"streamId\":\"s2\"").doesNotContain("outcome");
      assertThat(site.fakes.last(Ask.class)).isEqualTo(new Ask("owner", 1_699_999_985_000L));
      var next = Samples.progress(ID, "s2", Lane.DIRECT, 9L, 9, Outcome.CUT);
      RelayMessages.PROGRESS.tell(site.vertx, next);
      assertThat(event(lines)).contains("\"outcome\":\"cut\"");
    }
  }

  private static BufferedReader lines(HttpResponse<InputStream> answer) {
    return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
  }

  /** The data of the next event. */
  private static String event(BufferedReader lines) throws Exception {
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data: ")) {
        return line;
      }
    }
    return "";
  }

  @Test
  void a_script_is_told_what_went_wrong() {
    var refused = site.get(DIRECT + "?url=nonsense");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains(ProblemCode.INVALID_URL.slug());
    assertThat(site.get(DIRECT).statusCode()).as("without an address").isEqualTo(400);
    var embedded =
        site.send(site.request(DIRECT + "?url=x").header("Sec-Fetch-Site", "cross-site"));
    assertThat(embedded.statusCode()).isEqualTo(403);
    assertThat(site.fakes.asked).hasSize(1);
  }
}
