package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.AnalysisRoutesTest.isProblem;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages.Plan;
import vn.taivideonhanh.token.TokenMessages.Planned;

/** What is told before a link is asked for; the token verticle is a small endpoint of the test. */
class PlanRouteTest {
  private static final String PATH = "/api/streaming/plan";
  private static final String ID = "\"requestId\":\"" + Samples.REQUEST_ID + "\"";
  private static TestSite site;

  @BeforeAll
  static void start() {
    site = new TestSite(Map.of("TVN_ACCESS_MODE", "open"));
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void tells_what_a_choice_would_be_and_gives_no_link() {
    site.fakes.plan =
        giving(new Planned("A.mp4", "video/mp4", Lane.EXACT_MUX, Size.exact(4_567), true));
    var answer = site.post(PATH, "{" + ID + ",\"preset\":\"720p\",\"clip\":{\"end\":30}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ContractCheck.check(PATH, answer);
    assertThat(new JsonObject(answer.body()).getJsonObject("size").getLong("bytes"))
        .isEqualTo(4_567);
    assertThat(site.fakes.last(Plan.class).choice().clip()).isEqualTo(new Clip(0, 30_000));
    isProblem(
        site.post(PATH, "{" + ID + ",\"preset\":\"a\",\"bind\":\"ip\"}"),
        ProblemCode.UNKNOWN_FIELD);
  }
}
