package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.LoginProvider.CALLBACK;
import static vn.taivideonhanh.http.OidcSite.BEGIN;
import static vn.taivideonhanh.http.OidcSite.back;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** What a hostile provider, or a hostile browser, gets of a login, over HTTP. */
@ExtendWith(RedisExtension.class)
@SuppressWarnings("NullAway.Init") // each test opens its own
class HostileProviderTest {
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
  void only_the_browser_that_began_ends_a_login_and_once(RedisStore store) {
    open(store, Map.of());
    var ann = home.stranger();
    var path = home.atProvider(ann, BEGIN, "ann");
    assertThat(Person.problem(back(home.stranger(), path)))
        .as("somebody else's browser")
        .isEqualTo("login-failed");
    var other = home.stranger();
    other.json("POST", BEGIN, null);
    assertThat(Person.problem(back(other, path))).as("another login").isEqualTo("login-failed");
    var kept = String.valueOf(ann.cookies.get("tvn-oidc"));
    var wrong = path.replaceFirst("state=[^&]+", "state=" + "A".repeat(43));
    assertThat(Person.problem(back(ann, wrong))).isEqualTo("login-failed");
    assertThat(ann.cookies).as("a wrong state ends what was begun").isEmpty();
    ann.cookies.put("tvn-oidc", kept);
    assertThat(back(ann, path).statusCode()).isEqualTo(303);
    ann.cookies.put("tvn-oidc", kept);
    assertThat(Person.problem(back(ann, path))).as("the code again").isEqualTo("login-failed");
  }

  @Test
  void what_was_begun_too_long_ago_is_over(RedisStore store) {
    open(store, Map.of());
    var ann = home.stranger();
    var path = home.atProvider(ann, BEGIN, "ann");
    var forged = ann.cookies.get("tvn-oidc") + "A";
    home.desk.clock.pass(Duration.ofMinutes(10));
    assertThat(Person.problem(back(ann, path))).isEqualTo("login-failed");
    ann.cookies.put("tvn-oidc", forged);
    assertThat(Person.problem(back(ann, path))).isEqualTo("login-failed");
    var denied = back(ann, CALLBACK + "?error=access_denied&state=x");
    assertThat(denied.body()).contains("login-failed", "access_denied");
    var other = path + "&iss=http%3A%2F%2Fother.example";
    assertThat(back(ann, other).statusCode()).as("two issuers").isEqualTo(400);
  }

  @Test
  void a_token_that_does_not_hold_lets_nobody_in(RedisStore store) {
    open(store, Map.of());
    var _ = home.inside("ann");
    for (var lie :
        List.of(
            "nonce",
            "no-nonce",
            "audience",
            "audiences",
            "issuer",
            "expired",
            "future",
            "subject",
            "unsigned",
            "forged",
            "shared")) {
      provider.lie(lie);
      home.desk.clock.pass(Duration.ofSeconds(10));
      var browser = home.stranger();
      assertThat(Person.problem(home.entered(browser, "ann"))).as(lie).isEqualTo("login-failed");
      assertThat(browser.cookies).as(lie).isEmpty();
    }
    provider.lie("none");
    var _ = home.inside("ann");
  }

  @Test
  void new_keys_of_the_provider_are_read_but_not_all_the_time(RedisStore store) {
    open(store, Map.of());
    var ann = home.inside("ann").id();
    provider.lie("rotated");
    assertThat(Person.problem(home.entered(home.stranger(), "ann"))).isEqualTo("login-failed");
    home.desk.clock.pass(Duration.ofSeconds(6));
    assertThat(home.inside("ann").id()).isEqualTo(ann);
  }

  @Test
  void a_provider_that_answers_wrongly_is_told_of(RedisStore store) {
    open(store, Map.of());
    for (var lie : List.of("odd", "loud", "redirect", "away")) {
      provider.lie("none");
      var browser = home.stranger();
      var path = home.atProvider(browser, BEGIN, "ann");
      provider.lie(lie);
      assertThat(Person.problem(back(browser, path))).as(lie).isEqualTo("provider-unavailable");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "http://127.0.0.1:%d/other"})
  void a_provider_that_is_away_or_another_is_told_of(String issuer, RedisStore store) {
    var port = provider.issuer.replaceFirst(".*:", "");
    open(store, Map.of("TVN_OIDC_ISSUER", issuer.replace("%d", port)));
    var answer = home.stranger().send("POST", BEGIN, null);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Person.problem(answer)).isEqualTo("provider-unavailable");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }
}
