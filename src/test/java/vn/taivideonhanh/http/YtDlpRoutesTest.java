package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.freshness.FreshnessMessages;
import vn.taivideonhanh.freshness.FreshnessMessages.Check;
import vn.taivideonhanh.freshness.FreshnessMessages.Forget;
import vn.taivideonhanh.freshness.FreshnessMessages.Kept;
import vn.taivideonhanh.freshness.FreshnessMessages.Reading;
import vn.taivideonhanh.freshness.FreshnessMessages.RollBack;
import vn.taivideonhanh.freshness.FreshnessMessages.State;
import vn.taivideonhanh.freshness.FreshnessMessages.Use;
import vn.taivideonhanh.freshness.FreshnessMessages.Verdict;

/** What admins see of yt-dlp's versions, and what their decisions become. */
class YtDlpRoutesTest {
  private static final String PATH = "/api/admin/yt-dlp";
  private static final LinkedBlockingQueue<Record> ASKED = new LinkedBlockingQueue<>();
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of());
    answer(site.vertx);
  }

  /** Has every question be answered with the same state. */
  static void answer(Vertx vertx) {
    var reading = new Reading("built-in-hls", false, "site-failed");
    var bad =
        new Kept("2026.11.22", Verdict.BAD, 1, "no", 1_795_392_000_000L, List.of(reading), 0, 0);
    var good = new Kept("2026.10.26", Verdict.INSTALLED, 28, null, null, List.of(), 7, 1);
    var all = List.of(bad, good);
    var state = new State("2026.10.26", null, "2026.11.22", 1L, 2L, null, "deno 2.3.0", all);
    FreshnessMessages.LOOK.serve(vertx, _ -> Future.succeededFuture(state));
    FreshnessMessages.CHECK.serve(vertx, asked -> told(asked, state));
    FreshnessMessages.USE.serve(vertx, asked -> told(asked, state));
    FreshnessMessages.ROLL_BACK.serve(vertx, asked -> told(asked, state));
    FreshnessMessages.FORGET.serve(vertx, asked -> told(asked, state));
  }

  private static Future<State> told(Record asked, State state) {
    ASKED.add(asked);
    return Future.succeededFuture(state);
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void versions_are_shown_with_what_became_of_them() {
    var answer = site.get(PATH);
    ContractCheck.check(PATH, answer);
    var versions = new JsonObject(answer.body()).getJsonArray("versions");
    assertThat(versions.getJsonObject(0).getString("verdict")).isEqualTo("bad");
    assertThat(versions.getJsonObject(1).getInteger("failures")).isEqualTo(1);
  }

  @Test
  void decisions_are_passed_on() {
    ASKED.clear();
    for (var path : List.of("/check", "/use/2026.11.22", "/rollback", "/forget/2026.11.22")) {
      assertThat(site.post(PATH + path, "").statusCode()).as(path).isEqualTo(202);
    }
    assertThat(ASKED)
        .containsExactly(
            new Check(), new Use("2026.11.22"), new RollBack(), new Forget("2026.11.22"));
    assertThat(site.post(PATH + "/use/..%2Fx", "").statusCode()).isEqualTo(400);
  }

  @Test
  void guests_see_and_do_nothing() {
    try (var open = new TestSite(Map.of("TVN_ACCESS_MODE", "open"))) {
      assertThat(open.get(PATH).statusCode()).isEqualTo(401);
      assertThat(open.post(PATH + "/rollback", "").statusCode()).isEqualTo(401);
    }
  }
}
