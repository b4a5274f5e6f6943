package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.analysis.AnalysisMessages.Submit;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Forms of those who are logged in, of strangers, and of those whom another page makes send one.
 */
@ExtendWith(RedisExtension.class)
class PlainPeopleTest {
  private static HttpResponse<String> submit(TestSite site, Person person, String from) {
    return site.send(
        person
            .request("/plain")
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", from)
            .POST(BodyPublishers.ofString("url=https://example.com/")));
  }

  @Test
  void a_login_counts_for_the_form_and_a_stranger_is_sent_to_log_in(RedisStore store) {
    try (var site = new TestSite(Map.of("TVN_ACCESS_MODE", "members"))) {
      var _ = new AccountDesk(site.vertx, store, "open");
      var ann = Person.registered(site, "ann", "");
      site.fakes.submit = giving(Samples.queued(1));
      assertThat(submit(site, ann, "same-origin").statusCode()).isEqualTo(303);
      assertThat(site.fakes.last(Submit.class).who().kind()).isEqualTo(Identity.Kind.MEMBER);
      site.fakes.asked.clear();
      var elsewhere = submit(site, ann, "same-site");
      assertThat(elsewhere.statusCode()).isEqualTo(403);
      assertThat(elsewhere.body()).contains("The request came from another site");
      var stranger = submit(site, new Person(site), "same-origin");
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(stranger.body()).contains("Log in first", "href=\"/account\"");
      ann.cookies.remove("tvn-access");
      var ended = submit(site, ann, "same-origin");
      assertThat(ended.statusCode()).isEqualTo(401);
      assertThat(ended.body()).contains("href=\"/account\"");
      assertThat(site.fakes.asked).isEmpty();
    }
  }
}
