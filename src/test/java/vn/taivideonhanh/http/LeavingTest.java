package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.abuse.AbuseMessages.Forget;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.account.LeavingMessages;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Entry;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Count;
import vn.taivideonhanh.token.TokenMessages.Token;

/** What people see of themselves, take with them, and leave behind: nothing. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init") // each test opens its own
class LeavingTest {
  private TestSite site;

  private void open(RedisStore store) {
    site = new TestSite(Map.of("TVN_ACCESS_MODE", "open"));
    var _ = new AccountDesk(site.vertx, store, "open");
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void a_person_sees_all_that_is_kept_and_leaves_with_it(RedisStore store) {
    open(store);
    var ann = Person.registered(site, "ann", "");
    var key = ann.key("analyze", "stream");
    var link = new Token("d", "A title", "a.mp4", Lane.DIRECT, Size.exact(9), true, Samples.AT);
    site.fakes.links = giving(new TokenMessages.Exported(List.of(link), Samples.guestUsage()));
    var entry =
        new Entry("d", "A title", null, Lane.MUX, 9L, 9, Outcome.COMPLETE, Samples.AT, Samples.AT);
    var running = Samples.progress("d", "s", Lane.DIRECT, 9L, 3, null);
    var downloads = new Downloads(List.of(running), List.of());
    site.fakes.past = giving(new RelayMessages.Exported(List.of(entry), downloads));
    var answer = ann.send("GET", "/api/auth/export", null);
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(how -> assertThat(how).startsWith("attachment; filename="));
    var export = new JsonObject(answer.body());
    for (var list : List.of("links", "history", "downloads")) {
      assertThat(export.getJsonArray(list)).as(list).hasSize(1);
    }
    assertThat(export.getJsonObject("usage").getInteger("day")).isEqualTo(3);
    assertThat(export.getJsonObject("account").getString("name")).isEqualTo("ann");
    assertThat(export.getJsonArray("sessions")).hasSize(1);
    assertThat(export.getJsonArray("keys").getJsonObject(0).getJsonArray("scopes"))
        .isEqualTo(new JsonArray().add("analyze").add("stream"));
    assertThat(export.encode()).doesNotContain("argon2").doesNotContain("digest");
    var wrong = new JsonObject().put("password", "wrong horse battery");
    assertThat(ann.send("POST", "/api/auth/delete", wrong).statusCode()).isEqualTo(401);
    var id = ann.id();
    var watching = ann.watch();
    site.fakes.asked.clear();
    var _ = ann.json("POST", "/api/auth/delete", new JsonObject().put("password", Person.PASSWORD));
    assertThat(watching.join().body()).as("its event stream has ended").contains(": hello");
    assertThat(site.fakes.last(Count.class).who().id()).isEqualTo(id);
    assertThat(departed()).as("what could not be removed is remembered").containsExactly(id);
    site.fakes.purge = giving(new TokenMessages.Done());
    assertThat(new Farewell(site.vertx).overdue().await()).isEqualTo(1);
    assertThat(site.fakes.last(Ask.class).person()).isEqualTo(id);
    assertThat(site.fakes.last(Forget.class).who()).isEqualTo(id);
    assertThat(departed()).isEmpty();
    assertThat(ann.me().getString("kind")).isEqualTo("guest");
    assertThat(key.send("GET", "/api/auth/me", null).statusCode()).isEqualTo(401);
    assertThat(
            Person.problem(
                ann.send(
                    "POST",
                    "/api/auth/login",
                    new JsonObject().put("name", "ann").put("password", Person.PASSWORD))))
        .isEqualTo("login-failed");
    var _ = Person.registered(site, "ann", "");
  }

  @Test
  void who_one_is_tells_what_is_left_where_it_can_be_had(RedisStore store) {
    open(store);
    var ann = Person.registered(site, "ann", "");
    assertThat(ann.me().containsKey("allowance")).isFalse();
    site.fakes.usage = giving(Samples.guestUsage());
    var allowance = ann.me().getJsonObject("allowance");
    var left =
        new JsonObject()
            .put("tokens", 4)
            .put("hour", 18)
            .put("day", 7)
            .put("dayBytes", (1 << 30) - 4096)
            .put("streams", 2);
    assertThat(allowance.getJsonObject("left")).isEqualTo(left);
    assertThat(allowance.getJsonObject("usage").getString("dayResetsAt")).isNotEmpty();
    assertThat(new Person(site).me().getJsonObject("allowance").getString("tier"))
        .as("a guest's, too")
        .isEqualTo("free");
  }

  private List<String> departed() {
    return LeavingMessages.DEPARTED
        .ask(site.vertx, new LeavingMessages.AskDeparted())
        .await()
        .persons();
  }
}
