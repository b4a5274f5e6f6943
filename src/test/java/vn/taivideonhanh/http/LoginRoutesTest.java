package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Issue;

/** Accounts over HTTP: cookies, keys, what admins do. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init") // each test opens its own
class LoginRoutesTest {
  private static final String USER = "/api/admin/users/{userId}";
  private TestSite site;
  private AccountDesk desk;

  private void open(RedisStore store, Map<String, String> settings) {
    site = new TestSite(settings);
    desk = new AccountDesk(site.vertx, store, "open");
  }

  private void open(RedisStore store) {
    open(store, Map.of("TVN_ACCESS_MODE", "open"));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private static JsonObject credentials() {
    return new JsonObject().put("name", "ann").put("password", Person.PASSWORD);
  }

  @Test
  void behind_https_the_cookies_belong_to_this_host_alone(RedisStore store) {
    open(store, Map.of("TVN_ACCESS_MODE", "open", "TVN_HTTP_PUBLIC_URL", "https://tai.example"));
    var answer = new Person(site).send("POST", "/api/auth/register", credentials());
    var set = answer.headers().allValues("Set-Cookie");
    assertThat(set)
        .hasSize(2)
        .allSatisfy(cookie ->
            assertThat(cookie)
                .startsWith("__Host-tvn-")
                .contains("; Path=/", "; Secure", "; HTTPOnly", "; SameSite=Strict", "; Max-Age=")
                .doesNotContain("Domain"));
    assertThat(answer.body()).doesNotContain("tvr_").doesNotContain("eyJ");
  }

  @Test
  void without_https_they_have_names_of_their_own(RedisStore store) {
    open(store);
    var ann = Person.registered(site, "ann", "");
    assertThat(ann.cookies).containsOnlyKeys("tvn-access", "tvn-refresh");
    assertThat(ann.me().getString("kind")).isEqualTo("member");
  }

  @Test
  void a_login_is_renewed_and_left(RedisStore store) {
    open(store);
    var ann = Person.registered(site, "ann", "");
    var old = ann.cookies.get("tvn-refresh");
    desk.clock.pass(Duration.ofMinutes(15));
    assertThat(Person.problem(ann.send("GET", "/api/auth/me", null))).isEqualTo("credential-ended");
    ann.cookies.remove("tvn-access");
    assertThat(Person.problem(ann.send("GET", "/api/auth/me", null)))
        .as("somebody whose login must be renewed is no guest")
        .isEqualTo("credential-ended");
    var _ = ann.json("POST", "/api/auth/refresh", null);
    assertThat(ann.me().getString("kind")).isEqualTo("member");
    assertThat(ann.cookies.get("tvn-refresh")).isNotEqualTo(old);
    desk.clock.pass(Duration.ofSeconds(11));
    var thief = new Person(site);
    thief.cookies.put("tvn-refresh", old);
    assertThat(thief.send("POST", "/api/auth/refresh", null).statusCode()).isEqualTo(401);
    assertThat(thief.cookies).isEmpty();
    assertThat(ann.send("GET", "/api/auth/me", null).statusCode()).isEqualTo(401);
    var _ = ann.json("POST", "/api/auth/login", credentials());
    var _ = ann.json("POST", "/api/auth/logout", null);
    assertThat(ann.cookies).isEmpty();
    assertThat(ann.me().getString("kind")).isEqualTo("guest");
  }

  @Test
  void another_site_cannot_use_the_cookies(RedisStore store) {
    open(store);
    var ann = Person.registered(site, "ann", "");
    for (var header :
        Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example").entrySet()) {
      ann.headers.clear();
      ann.headers.put(header.getKey(), header.getValue());
      for (var path :
          new String[] {"/api/auth/refresh", "/api/auth/logout", "/api/auth/second-factor"}) {
        assertThat(Person.problem(ann.send("POST", path, null))).isEqualTo("cross-site");
      }
      assertThat(Person.problem(ann.send("POST", "/api/auth/login", credentials())))
          .isEqualTo("cross-site");
    }
    ann.headers.clear();
    ann.headers.put("Origin", "http://127.0.0.1:" + site.port());
    var _ = ann.json("POST", "/api/auth/refresh", null);
    ann.headers.put("Sec-Fetch-Site", "same-origin");
    var _ = ann.json("POST", "/api/auth/refresh", null);
  }

  @Test
  void what_a_member_does_is_counted_for_the_member(RedisStore store) {
    open(store);
    var ann = Person.registered(site, "ann", "");
    var key = ann.key("stream");
    var id = ann.id();
    var body = new JsonObject().put("requestId", Samples.REQUEST_ID).put("format", "22");
    for (var each : new Person[] {ann, key}) {
      site.fakes.asked.clear();
      var _ = each.send("POST", "/api/streaming/token", body);
      assertThat(site.fakes.last(Issue.class).who().id()).isEqualTo(id);
    }
    var _ = new Person(site).send("POST", "/api/streaming/token", body);
    assertThat(site.fakes.last(Issue.class).who().id()).startsWith("g_");
    var header = key.headers.remove("Authorization");
    var _ = key.with("X-API-Key", String.valueOf(header).substring(7)).me();
  }

  @Test
  void an_admin_sees_and_changes_accounts_and_leaves_a_trace(RedisStore store) {
    open(store);
    var root = Person.registered(site, "root", desk.firstCode());
    var ann = Person.registered(site, "ann", "");
    var _ = Person.registered(site, "bob", "");
    var id = ann.id();
    var path = "/api/admin/users/" + id;
    assertThat(names(root, "?limit=2")).containsExactly("ann", "bob");
    assertThat(names(root, "?limit=2&after=bob")).containsExactly("root");
    assertThat(names(root, "?search=AN")).containsExactly("ann");
    var until = desk.clock.instant().plusSeconds(3600).toString();
    var pro = new JsonObject().put("tier", "pro").put("tierUntil", until);
    assertThat(root.json("PATCH", USER, path, pro).getString("tier")).isEqualTo("pro");
    assertThat(ann.me().getString("tier")).isEqualTo("pro");
    desk.clock.pass(Duration.ofMinutes(14));
    var _ = root.json("POST", "/api/auth/refresh", null);
    desk.clock.pass(Duration.ofMinutes(46));
    var _ = ann.json("POST", "/api/auth/refresh", null);
    var _ = root.json("POST", "/api/auth/refresh", null);
    assertThat(ann.me().getString("tier")).isEqualTo("free");
    var block = new JsonObject().put("blocked", true);
    var _ = root.json("PATCH", USER, path, block);
    assertThat(ann.send("GET", "/api/auth/me", null).statusCode()).isEqualTo(401);
    assertThat(Person.problem(ann.send("POST", "/api/auth/login", credentials())))
        .isEqualTo("account-blocked");
    var own = root.send("PATCH", USER, "/api/admin/users/" + root.id(), block);
    assertThat(Person.problem(own)).isEqualTo("own-account");
    var unknown = root.send("PATCH", USER, path, new JsonObject().put("tier", "gold"));
    assertThat(Person.problem(unknown)).isEqualTo("invalid-request");
    var _ = root.json("DELETE", USER, path, null);
    assertThat(names(root, "")).containsExactly("bob", "root");
    assertThat(Person.registered(site, "ann", "").id()).isNotEqualTo(id);
    var log = root.json("GET", "/api/admin/audit", "/api/admin/audit?limit=10", null);
    assertThat(log.getJsonArray("entries").stream().map(e -> ((JsonObject) e).getString("action")))
        .containsExactly("user.remove", "user.change", "user.change");
  }

  private static Iterable<String> names(Person admin, String query) {
    return admin
        .json("GET", "/api/admin/users", "/api/admin/users" + query, null)
        .getJsonArray("users")
        .stream()
        .map(user -> ((JsonObject) user).getString("name"))
        .toList();
  }

  @Test
  void invitations_and_links_work_once(RedisStore store) {
    open(store);
    var root = Person.registered(site, "root", desk.firstCode());
    var invite = root.json("POST", "/api/admin/invites", new JsonObject().put("tier", "pro"));
    assertThat(Person.registered(site, "ann", invite.getString("ticket")).me().getString("tier"))
        .isEqualTo("pro");
    var other = root.json("POST", "/api/admin/invites", new JsonObject());
    var all = root.json("GET", "/api/admin/invites", null).getJsonArray("invites");
    assertThat(all).hasSize(1);
    var template = "/api/admin/invites/{inviteId}";
    var path = "/api/admin/invites/" + other.getString("id");
    var _ = root.json("DELETE", template, path, null);
    assertThat(root.send("DELETE", template, path, null).statusCode()).isEqualTo(404);
    var id =
        new Person(site)
            .json("POST", "/api/auth/login", credentials())
            .getJsonObject("account")
            .getString("id");
    var link = root.json("POST", USER + "/reset", "/api/admin/users/" + id + "/reset", null);
    var fresh =
        new JsonObject()
            .put("link", link.getString("link"))
            .put("password", "another horse battery");
    var _ = new Person(site).json("POST", "/api/auth/reset", fresh);
    assertThat(new Person(site).send("POST", "/api/auth/reset", fresh).statusCode()).isEqualTo(410);
    assertThat(new Person(site).send("POST", "/api/auth/login", credentials()).statusCode())
        .isEqualTo(401);
  }

  /** 200 logins with a megabyte each, and as many of the allowed size, while health is asked. */
  @Test
  void health_answers_while_logins_rain(RedisStore store) {
    open(store);
    var large = "{\"name\":\"ann\",\"password\":\"" + "x".repeat(1 << 20) + "\"}";
    var small = credentials().encode();
    var rain =
        IntStream.range(0, 200)
            .mapToObj(i ->
                site.client()
                    .sendAsync(
                        site.request("/api/auth/login")
                            .header("Content-Type", TestSite.JSON)
                            .POST(BodyPublishers.ofString(i % 2 == 0 ? large : small))
                            .build(),
                        BodyHandlers.ofString())
                    .handle((answer, failed) -> failed != null ? 413 : answer.statusCode()))
            .toList();
    for (var i = 0; i < 10; i++) {
      assertThat(site.get("/api/monitoring/health/live").statusCode()).isEqualTo(200);
    }
    assertThat(rain.stream().map(f -> f.join())).isSubsetOf(413, 401, 429, 503);
  }
}
