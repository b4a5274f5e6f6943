package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What answers tell of what is left. */
class AllowanceTest {
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of("TVN_ACCESS_MODE", "open"));
    site.fakes.usage = giving(Samples.guestUsage());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @Test
  void one_can_ask_for_it() {
    var answer = site.get("/api/streaming/usage");
    assertThat(answer.statusCode()).isEqualTo(200);
    ContractCheck.check("/api/streaming/usage", answer);
    var allowance = new JsonObject(answer.body());
    assertThat(allowance.getString("tier")).isEqualTo("free");
    assertThat(allowance.getInteger("queueWeight")).isEqualTo(1);
    assertThat(allowance.getJsonObject("usage").getLong("dayBytes")).isEqualTo(4096);
    assertThat(allowance.containsKey("presets")).isFalse();
  }

  @Test
  void each_answer_that_concerns_limits_tells_of_it_and_no_other() {
    for (var path :
        new String[] {
          "/api/streaming/usage", "/api/streaming/analyze/" + Samples.REQUEST_ID, "/api/auth/me"
        }) {
      assertThat(site.get(path).headers().firstValue("RateLimit")).as(path).isPresent();
    }
    for (var path : new String[] {"/api/monitoring/health/live", "/openapi.json"}) {
      assertThat(site.get(path).headers().firstValue("RateLimit")).as(path).isEmpty();
    }
  }
}
