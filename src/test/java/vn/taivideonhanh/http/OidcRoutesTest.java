package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.LoginProvider.CALLBACK;
import static vn.taivideonhanh.http.OidcSite.BEGIN;
import static vn.taivideonhanh.http.OidcSite.LINK;
import static vn.taivideonhanh.http.OidcSite.back;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Logins at a real provider, over HTTP. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init") // each test opens its own
class OidcRoutesTest {
  private static LoginProvider provider;
  private OidcSite home;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    provider = LoginProvider.start();
  }

  @AfterAll
  static void stop() {
    provider.close();
  }

  private void open(RedisStore store, Map<String, String> more) {
    home = new OidcSite(provider, store, more);
  }

  @AfterEach
  void close() {
    home.close();
  }

  @Test
  void somebody_unknown_is_registered_and_known_the_next_time(RedisStore store) {
    open(store, Map.of());
    assertThat(home.stranger().me().getJsonObject("provider").getString("label")).isEqualTo("Home");
    var ann = home.inside("ann");
    assertThat(ann.cookies).containsOnlyKeys("tvn-access", "tvn-refresh");
    var account = ann.me().getJsonObject("account");
    assertThat(account.getString("name")).isEqualTo("ann");
    assertThat(account.getString("email")).isEqualTo("ann@example.org");
    assertThat(account.getString("tier")).isEqualTo("pro");
    assertThat(account.getBoolean("password")).isFalse();
    assertThat(account.getBoolean("linked")).isTrue();
    assertThat(home.inside("ann").id()).isEqualTo(account.getString("id"));
    ann.json("POST", "/api/auth/refresh", null);
    ann.json("POST", "/api/auth/logout", null);
    assertThat(ann.me().getString("kind")).isEqualTo("guest");
    var password = new JsonObject().put("name", "ann").put("password", "");
    assertThat(home.stranger().send("POST", "/api/auth/login", password).statusCode())
        .isIn(400, 401);
  }

  @Test
  void a_name_or_an_address_of_another_leads_to_no_account_of_theirs(RedisStore store) {
    open(store, Map.of());
    var ann = home.registered("ann");
    var mallory = home.inside("mallory").me().getJsonObject("account");
    assertThat(mallory.getString("id")).isNotEqualTo(ann.id());
    assertThat(mallory.getString("name")).startsWith("ann-");
    assertThat(mallory.containsKey("email")).as("the provider does not vouch for it").isFalse();
  }

  @Test
  void what_the_provider_says_makes_an_admin_as_long_as_it_says_so(RedisStore store) {
    open(store, Map.of("TVN_ACCOUNTS_SECOND_FACTOR", "required"));
    var weak = home.inside("root");
    assertThat(weak.me().getJsonObject("account").getString("name")).isEqualTo("dang-root");
    assertThat(weak.me().getString("role")).isEqualTo("admin");
    assertThat(Person.problem(weak.send("GET", "/api/admin/users", null)))
        .as("one factor was shown")
        .isEqualTo("admin-only");
    provider.lie("factors");
    home.inside("root").json("GET", "/api/admin/users", null);
    provider.groups("factors", "staff");
    var later = home.inside("root");
    assertThat(later.me().getString("role")).isEqualTo("user");
    assertThat(Person.problem(later.send("GET", "/api/admin/users", null))).isEqualTo("admin-only");
    provider.groups("factors", "staff,video-admins");
    home.inside("root").json("GET", "/api/admin/users", null);
  }

  @Test
  void strangers_stay_out_where_nobody_is_registered(RedisStore store) {
    open(store, Map.of("TVN_OIDC_REGISTER", "false"));
    var bob = home.stranger();
    assertThat(Person.problem(home.entered(bob, "bob"))).isEqualTo("registration-closed");
    assertThat(bob.cookies).isEmpty();
    bob.with("Sec-Fetch-Mode", "navigate");
    var page =
        home.site.send(
            home.site
                .request(home.atProvider(bob, BEGIN, "bob"))
                .header("Accept", "text/html,application/xhtml+xml")
                .header("Cookie", "tvn-oidc=" + bob.cookies.get("tvn-oidc")));
    assertThat(page.headers().firstValue("Location")).contains("/?login=registration-closed");
  }

  @Test
  void an_owner_who_is_logged_in_links_and_unlinks(RedisStore store) {
    open(store, Map.of("TVN_OIDC_REGISTER", "false"));
    assertThat(home.stranger().send("POST", LINK, null).statusCode()).isEqualTo(401);
    var ann = home.registered("ann");
    var bob = home.registered("bob");
    var linked = back(ann, home.atProvider(ann, LINK, "ann"));
    assertThat(linked.headers().firstValue("Location")).contains("/?login=linked");
    assertThat(home.inside("ann").id()).isEqualTo(ann.id());
    assertThat(Person.problem(back(bob, home.atProvider(bob, LINK, "ann"))))
        .isEqualTo("login-taken");
    var path = home.atProvider(bob, LINK, "bob");
    var kept = bob.cookies.get("tvn-oidc");
    bob.json("POST", "/api/auth/logout", null);
    bob.cookies.put("tvn-oidc", String.valueOf(kept));
    assertThat(Person.problem(back(bob, path))).isEqualTo("credential-ended");
    ann.json("DELETE", LINK, null);
    assertThat(Person.problem(home.entered(home.stranger(), "ann")))
        .isEqualTo("registration-closed");
    assertThat(ann.send("DELETE", LINK, null).statusCode()).isEqualTo(404);
  }

  @Test
  void the_only_way_into_an_account_stays(RedisStore store) {
    open(store, Map.of());
    var ann = home.inside("ann");
    assertThat(Person.problem(ann.send("DELETE", LINK, null))).isEqualTo("last-login");
  }

  @Test
  void who_is_removed_is_a_stranger_again(RedisStore store) {
    open(store, Map.of());
    var root = home.inside("root");
    var ann = home.inside("ann").id();
    root.json("DELETE", "/api/admin/users/{userId}", "/api/admin/users/" + ann, null);
    assertThat(home.inside("ann").id()).isNotEqualTo(ann);
  }

  @Test
  void without_a_provider_there_is_no_such_login(RedisStore store) {
    open(store, Map.of("TVN_OIDC_ISSUER", ""));
    var browser = home.stranger();
    assertThat(browser.me().containsKey("provider")).isFalse();
    assertThat(browser.send("POST", BEGIN, null).statusCode()).isEqualTo(404);
    assertThat(back(browser, CALLBACK + "?code=x&state=y").statusCode()).isEqualTo(404);
  }

  @Test
  void behind_https_the_handshake_is_of_this_host_alone(RedisStore store) {
    open(store, Map.of("TVN_HTTP_PUBLIC_URL", "https://tai.example"));
    var answer = home.stranger().with("Sec-Fetch-Site", "same-origin").send("POST", BEGIN, null);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("__Host-tvn-oidc=")
        .contains("; Path=/", "; Secure", "; HTTPOnly", "; SameSite=Lax", "; Max-Age=600")
        .doesNotContain("Domain");
    var cross = home.stranger().with("Sec-Fetch-Site", "cross-site").send("POST", BEGIN, null);
    assertThat(Person.problem(cross)).isEqualTo("cross-site");
  }
}
