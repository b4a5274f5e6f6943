package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.redis.RedisStore;

/** A server that takes logins at a {@link LoginProvider}. */
final class OidcSite implements AutoCloseable {
  static final String BEGIN = "/api/auth/oidc";
  static final String LINK = "/api/auth/oidc/link";

  final TestSite site;
  final AccountDesk desk;
  private final LoginProvider provider;

  OidcSite(LoginProvider provider, RedisStore store, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("TVN_ACCESS_MODE", "open"));
    settings.put("TVN_HTTP_PUBLIC_URL", LoginProvider.HOME);
    settings.put("TVN_OIDC_ISSUER", provider.issuer);
    settings.put("TVN_OIDC_CLIENT_ID", "tvn");
    settings.put("TVN_OIDC_CLIENT_SECRET", "the secret of the test client");
    settings.put("TVN_OIDC_LABEL", "Home");
    settings.put("TVN_OIDC_REGISTER", "true");
    settings.put("TVN_OIDC_TIER", "pro");
    settings.put("TVN_OIDC_ADMIN_CLAIM", "groups");
    settings.put("TVN_OIDC_ADMIN_VALUE", "video-admins");
    settings.put("TVN_ACCOUNTS_REGISTRATION", "open");
    settings.putAll(more);
    provider.lie("none");
    this.provider = provider;
    this.site = new TestSite(settings);
    this.desk = new AccountDesk(site.vertx, store, settings);
    desk.clock.pass(Duration.between(desk.clock.instant(), Instant.now()));
  }

  Person stranger() {
    return new Person(site);
  }

  Person registered(String name) {
    return Person.registered(site, name, "");
  }

  /** The path that the provider sends this browser to, once somebody has logged in there. */
  String atProvider(Person browser, String begin, String name) {
    var page = browser.json("POST", begin, null).getString("location");
    return provider.login(page, name);
  }

  static HttpResponse<String> back(Person browser, String path) {
    return browser.send("GET", LoginProvider.CALLBACK, path, null);
  }

  HttpResponse<String> entered(Person browser, String name) {
    return back(browser, atProvider(browser, BEGIN, name));
  }

  /** Somebody who has come in by the provider. */
  Person inside(String name) {
    var browser = stranger();
    assertThat(entered(browser, name).headers().firstValue("Location")).contains("/?login=done");
    return browser;
  }

  @Override
  public void close() {
    site.close();
  }
}
