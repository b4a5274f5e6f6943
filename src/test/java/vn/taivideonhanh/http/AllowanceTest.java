package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Checked;

/** What answers tell of what is left. */
@ExtendWith(RedisExtension.class)
class AllowanceTest {
  private static final String LEFT =
      "\"day\";r=7;t=3600, \"day-bytes\";r=1073737728;t=3600, \"hour\";r=18, "
          + "\"links\";r=4, \"streams\";r=2";
  private final AtomicInteger questions = new AtomicInteger();
  private TestSite site;
  private AccountDesk desk;

  @BeforeEach
  void start(RedisStore store) {
    site = new TestSite(Map.of("TVN_ACCESS_MODE", "open"));
    site.fakes.usage =
        _ -> {
          questions.incrementAndGet();
          return Future.succeededFuture(Samples.guestUsage());
        };
    site.fakes.look = giving(Samples.completed());
    desk = new AccountDesk(site.vertx, store, "open");
  }

  @AfterEach
  void close() {
    site.close();
  }

  private static String told(HttpResponse<?> answer) {
    return answer.headers().firstValue("RateLimit").orElse("");
  }

  /** The first admin has no limits. */
  private static Person limited(Person admin) {
    var path = "/api/admin/users/" + admin.id();
    admin.json(
        "PATCH", "/api/admin/users/{userId}", path, new JsonObject().put("tier", Identity.FREE));
    return admin;
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
  void each_answer_to_somebody_who_is_known_tells_what_is_left() {
    var ann = Person.registered(site, "ann", "");
    var root = limited(Person.registered(site, "root", desk.firstCode()));
    var key = ann.key("analyze", "stream");
    List.of(ann, root).forEach(each -> each.cookies.remove("tvn-refresh"));
    var walked = new AtomicInteger();
    ContractCheck.operations(operation -> {
      if (Set.of("visitor", "guest", "member", "admin").contains(operation.access())) {
        for (var person : List.of(new Person(site), ann, root, key)) {
          questions.set(0);
          var answer =
              person.send(
                  operation.method(),
                  operation.template(),
                  Samples.path(operation.template()),
                  null);
          assertThat(told(answer)).as("%s %s", operation, answer).isEqualTo(LEFT);
          assertThat(answer.headers().firstValue("RateLimit-Policy")).isPresent();
          assertThat(questions).as("%s", operation).hasValue(1);
          walked.incrementAndGet();
        }
      }
    });
    assertThat(walked).hasValueGreaterThan(200);
  }

  @Test
  void streams_of_events_tell_it_in_their_heads() throws IOException {
    var root = limited(Person.registered(site, "root", desk.firstCode()));
    site.fakes.check =
        giving(
            new Checked(
                "d".repeat(64), Samples.GUEST, Samples.direct("http://x.example/", 1), 1, 2));
    for (var path :
        List.of(
            "/api/events",
            "/api/admin/events",
            "/api/admin/queue/events",
            "/api/streaming/token/t/events",
            "/api/streaming/analyze/" + Samples.REQUEST_ID + "/events")) {
      var answer = site.send(root.request(path), BodyHandlers.ofInputStream());
      answer.body().close();
      assertThat(told(answer)).as("%s", answer).isEqualTo(LEFT);
    }
  }

  @Test
  void who_logs_in_is_told_and_no_cache_nor_probe_is() {
    var body = new JsonObject().put("name", "ann").put("password", Person.PASSWORD);
    var registered = new Person(site).send("POST", "/api/auth/register", body);
    assertThat(told(registered)).isEqualTo(LEFT);
    for (var path : List.of("/api/monitoring/health/live", "/openapi.json", "/docs")) {
      assertThat(told(site.get(path))).as(path).isEmpty();
    }
    var ended = new Person(site).with("X-API-Key", "tvn_" + "a".repeat(40));
    assertThat(told(ended.send("GET", "/api/auth/me", null))).as("nobody").isEmpty();
  }

  @Test
  void who_has_no_limits_is_told_none_and_costs_no_question() {
    try (var own = new TestSite(Map.of())) {
      own.fakes.usage = _ -> Future.failedFuture(new AssertionError("asked"));
      own.fakes.look = giving(Samples.completed());
      var answer = own.get("/api/streaming/analyze/" + Samples.REQUEST_ID);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(told(answer)).isEmpty();
    }
  }

  @Test
  void an_answer_does_not_fail_because_what_is_left_is_not_known() {
    try (var open = new TestSite(Map.of("TVN_ACCESS_MODE", "open"))) {
      open.fakes.look = giving(Samples.completed());
      var answer = open.get("/api/streaming/analyze/" + Samples.REQUEST_ID);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(told(answer)).isEmpty();
    }
  }

  @Test
  void strangers_who_may_do_nothing_are_told_nothing() {
    try (var members = new TestSite(Map.of("TVN_ACCESS_MODE", "members"))) {
      members.fakes.usage = giving(Samples.guestUsage());
      var refused = members.get("/api/streaming/analyze/" + Samples.REQUEST_ID);
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(told(refused)).isEmpty();
    }
  }
}
