package vn.taivideonhanh.http;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.SignedIn;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The cookies of a login. Two are of its session: {@code __Host-tvn-access} and {@code
 * __Host-tvn-refresh}, that no script reads, no other site sends and no other host sets. Where the
 * server is not reached by https the prefix, and with it {@code Secure}, cannot be: they are {@code
 * tvn-access} and {@code tvn-refresh}. While somebody logs in at a provider there is {@code
 * __Host-tvn-oidc}, which comes with the one navigation from its page, too.
 */
final class LoginCookies {
  private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final boolean secure;
  private final @Nullable String authority;
  private final String access;
  private final String refresh;
  private final String handshake;

  /** For one way of reaching the server. */
  LoginCookies(@Nullable URI publicUrl) {
    this.secure = publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
    this.authority = publicUrl == null ? null : publicUrl.getAuthority();
    this.access = (secure ? "__Host-" : "") + "tvn-access";
    this.refresh = (secure ? "__Host-" : "") + "tvn-refresh";
    this.handshake = (secure ? "__Host-" : "") + "tvn-oidc";
  }

  /** The access token that a request brings. */
  @Nullable String access(HttpServerRequest request) {
    return value(request, access);
  }

  /** The refresh token that a request brings. */
  @Nullable String refresh(HttpServerRequest request) {
    return value(request, refresh);
  }

  /** What a request brings of a login that was begun at the provider. */
  @Nullable String handshake(HttpServerRequest request) {
    return value(request, handshake);
  }

  void setHandshake(HttpServerResponse response, String value, long seconds) {
    response.addCookie(cookie(handshake, value, seconds).setSameSite(CookieSameSite.LAX));
  }

  void clearHandshake(HttpServerResponse response) {
    setHandshake(response, "", 0);
  }

  void set(HttpServerResponse response, SignedIn login) {
    response.addCookie(cookie(access, login.accessToken(), login.accessSeconds()));
    response.addCookie(cookie(refresh, login.refreshToken(), login.refreshSeconds()));
  }

  void clear(HttpServerResponse response) {
    response.addCookie(cookie(access, "", 0));
    response.addCookie(cookie(refresh, "", 0));
  }

  /**
   * Refuses what a page of another site makes a browser send. Browsers tell by {@code
   * Sec-Fetch-Site} or {@code Origin}; what tells neither is no browser of these years, and {@code
   * SameSite=Strict} holds for it, too.
   */
  void requireOwnPage(HttpServerRequest request) {
    if (SAFE.contains(request.method())) {
      return;
    }
    var site = request.getHeader("Sec-Fetch-Site");
    var origin = request.getHeader("Origin");
    var own = site != null ? OWN.contains(site) : origin == null || isOwn(origin, request);
    if (!own) {
      throw new Failure(ProblemCode.CROSS_SITE, "Ask from a page of the server itself.");
    }
  }

  private boolean isOwn(String origin, HttpServerRequest request) {
    var named = origin.replaceFirst("^https?://", "");
    return named.equalsIgnoreCase(String.valueOf(request.getHeader("Host")))
        || named.equalsIgnoreCase(authority);
  }

  private static @Nullable String value(HttpServerRequest request, String name) {
    var cookie = request.getCookie(name);
    return cookie == null || cookie.getValue().isEmpty() ? null : cookie.getValue();
  }

  private Cookie cookie(String name, String value, long seconds) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.STRICT)
        .setSecure(secure)
        .setMaxAge(seconds);
  }
}
