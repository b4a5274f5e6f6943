package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;
import static vn.taivideonhanh.http.FakeParts.refusing;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.abuse.AbuseMessages;
import vn.taivideonhanh.abuse.AbuseMessages.Refusal;
import vn.taivideonhanh.abuse.AbuseMessages.Refusals;
import vn.taivideonhanh.abuse.AbuseMessages.Refused;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Drop;

/** What admins see of downloads and refusals, and what they stop. */
class StreamAdminTest {
  private static final String STREAM = "5".repeat(32);
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of());
    var running = Samples.progress("d", STREAM, Lane.DIRECT, 9L, 3, null);
    RelayMessages.SURVEY.serve(
        site.vertx, _ -> Future.succeededFuture(new Downloads(List.of(running), List.of())));
    var refusal = new Refusal("2026-11-22", "daily-limit", "ann", 2);
    AbuseMessages.REFUSALS.serve(
        site.vertx, _ -> Future.succeededFuture(new Refusals(List.of(refusal))));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void downloads_are_listed_and_stopped_with_their_link() {
    var answer = site.get("/api/admin/streams");
    ContractCheck.check("/api/admin/streams", answer);
    assertThat(new JsonObject(answer.body()).getJsonArray("streams")).hasSize(1);
    site.fakes.drop = giving(new Done());
    assertThat(site.delete("/api/admin/streams/" + STREAM).statusCode()).isEqualTo(204);
    assertThat(site.fakes.last(Drop.class)).isEqualTo(new Drop("owner", "d"));
    assertThat(site.delete("/api/admin/streams/" + "6".repeat(32)).statusCode()).isEqualTo(404);
  }

  @Test
  void refusals_are_told_to_the_node_and_listed() throws Exception {
    var told = new LinkedBlockingQueue<Refused>();
    AbuseMessages.REFUSED.hear(site.vertx, told::add).completion().await();
    site.fakes.submit = refusing(ProblemCode.DESTINATION_NOT_ALLOWED);
    var _ = site.post("/api/streaming/analyze", "{\"url\":\"http://10.0.0.1/secret?x=1\"}");
    assertThat(told.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new Refused("destination-not-allowed", "10.0.0.1"));
    site.fakes.submit = refusing(ProblemCode.TOO_MANY_ANALYSES);
    var _ = site.get("/api/streaming/direct?url=https%3A%2F%2Fsite.example%2F");
    assertThat(told.poll(10, TimeUnit.SECONDS))
        .isEqualTo(new Refused("too-many-analyses", "owner"));
    var answer = site.get("/api/admin/refusals");
    ContractCheck.check("/api/admin/refusals", answer);
    assertThat(answer.body()).contains("\"count\":2");
  }

  @Test
  void guests_see_nothing_of_it() {
    try (var open = new TestSite(Map.of("TVN_ACCESS_MODE", "open"))) {
      for (var path : List.of("/api/admin/streams", "/api/admin/refusals")) {
        assertThat(open.get(path).statusCode()).as(path).isEqualTo(401);
      }
    }
  }
}
