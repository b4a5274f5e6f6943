package vn.taivideonhanh.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import vn.taivideonhanh.config.Oidc;
import vn.taivideonhanh.problem.Failure;

/**
 * What a discovery document says (OpenID Connect Discovery 1.0, section 3).
 *
 * @param secretInHeader whether the client's secret goes into {@code Authorization}, RFC 6749 2.3.1
 */
record Metadata(String issuer, URI authorization, URI token, URI keys, boolean secretInHeader) {
  /** Reads one; fails when it is of another issuer, or names what is not private. */
  static Metadata of(URI issuer, JsonObject document) {
    var named = document.getString("issuer", "");
    if (!named.equals(issuer.toString())) {
      throw Answers.unavailable("Its discovery document is of another issuer.");
    }
    var ways =
        document.getJsonArray(
            "token_endpoint_auth_methods_supported", new JsonArray().add("client_secret_basic"));
    return new Metadata(
        named,
        address(document, "authorization_endpoint"),
        address(document, "token_endpoint"),
        address(document, "jwks_uri"),
        ways.contains("client_secret_basic"));
  }

  private static URI address(JsonObject document, String field) {
    try {
      var address = URI.create(document.getString(field, ""));
      if (Oidc.isPrivate(address)) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      // Told of below.
    }
    throw missing(field);
  }

  private static Failure missing(String field) {
    return Answers.unavailable("Its discovery document has no private " + field + ".");
  }
}
