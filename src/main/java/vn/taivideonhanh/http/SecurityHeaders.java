package vn.taivideonhanh.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The header fields that every answer has. An answer starts as strict as one of the API; pages and
 * streams loosen what they must.
 */
final class SecurityHeaders implements PlatformHandler {
  private static final String API_POLICY = "default-src 'none'; frame-ancestors 'none'";
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "media-src 'self'; connect-src 'self'; font-src 'self'; manifest-src 'self'; "
          + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; "
          + "require-trusted-types-for 'script'; trusted-types shell";
  private static final String WORKER_POLICY = "default-src 'none'; connect-src 'self'";
  private static final String PLAIN_POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; "
          + "frame-ancestors 'none'";
  private static final String FEATURES =
      "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";

  private final boolean tls;

  /**
   * For one way of reaching the server.
   *
   * @param publicUrl only an https one allows to ask for TLS for ever
   */
  SecurityHeaders(@Nullable URI publicUrl) {
    this.tls = publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
  }

  @Override
  public void handle(RoutingContext ctx) {
    strict(ctx.response());
    ctx.next();
  }

  /** What every answer has. */
  void strict(HttpServerResponse response) {
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Content-Security-Policy", API_POLICY)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Vary", "Authorization, Origin");
    if (tls) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    }
  }

  /** What a page of ours has instead. */
  void page(HttpServerResponse response) {
    asset(response);
    framed(response, PAGE_POLICY);
  }

  /** What a page has that was made for who asked: no script runs in it, and nobody keeps it. */
  void plain(HttpServerRequest request) {
    var response = request.response();
    framed(response, PLAIN_POLICY);
    response.putHeader("X-Robots-Tag", "noindex");
    if (PlainPages.have(request)) {
      // Else browsers would not say that its forms are of this server (Origin, RFC 6454). A link
      // to a stream is for no log, not even our own proxy's.
      response.putHeader("Referrer-Policy", "same-origin");
    }
  }

  private void framed(HttpServerResponse response, String policy) {
    response
        .putHeader("Content-Security-Policy", tls ? policy + "; upgrade-insecure-requests" : policy)
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Permissions-Policy", FEATURES);
  }

  /** What a script, style or picture of ours has instead. */
  void asset(HttpServerResponse response) {
    response.putHeader("Cache-Control", "no-cache");
    response.headers().remove("Vary");
  }

  /** What an icon has instead: a browser asks for one again for each thing that names it. */
  void picture(HttpServerResponse response) {
    asset(response);
    response.putHeader("Cache-Control", "public, max-age=86400");
  }

  /** What the service worker has instead: it fetches what it keeps, from here alone. */
  void worker(HttpServerResponse response) {
    asset(response);
    response.putHeader("Content-Security-Policy", WORKER_POLICY);
  }

  /** What a file has instead whose name changes when its content does (RFC 8246). */
  void lasting(HttpServerResponse response) {
    response.putHeader("Cache-Control", "public, max-age=31536000, immutable");
    response.headers().remove("Vary");
  }
}
