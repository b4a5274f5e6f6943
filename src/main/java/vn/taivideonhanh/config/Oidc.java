package vn.taivideonhanh.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logins by a provider of OpenID Connect.
 *
 * @param issuer whose discovery document names the rest; https, or http on loopback; null for none
 * @param scopes that are asked for, {@code openid} among them
 * @param label of the page's button, 1 to 40 characters
 * @param nameClaim from which a new account has its name
 * @param emailClaim from which a new account has its e-mail address
 * @param adminClaim a text or a list, which says who is an admin; null for nobody
 * @param adminValue that it must be or have then
 * @param register whether people without an account get one
 * @param tier of such an account
 * @param timeout of each request to the provider
 */
public record Oidc(
    @Nullable URI issuer,
    @Nullable String clientId,
    @Nullable String clientSecret,
    List<String> scopes,
    String label,
    String nameClaim,
    String emailClaim,
    @Nullable String adminClaim,
    @Nullable String adminValue,
    boolean register,
    String tier,
    Duration timeout) {
  public Oidc {
    scopes = List.copyOf(scopes);
    Check.that(
        issuer == null || isPrivate(issuer),
        "oidc.issuer",
        "must be an https address without query and fragment; http is for loopback");
    Check.that(issuer == null || clientId != null, "oidc.clientId", "must be given with an issuer");
    Check.that(scopes.contains("openid"), "oidc.scopes", "must have openid");
    Check.that(
        !label.isBlank() && label.length() <= 40, "oidc.label", "must have 1 to 40 characters");
    Check.that(
        (adminClaim == null) == (adminValue == null),
        "oidc.adminValue",
        "goes with oidc.adminClaim");
  }

  /** Whether there is a provider. */
  public boolean on() {
    return issuer != null;
  }

  /** Whether nobody on the way reads or changes what is sent there. */
  public static boolean isPrivate(URI address) {
    var host = address.getHost();
    return host != null
        && address.getRawQuery() == null
        && address.getRawFragment() == null
        && address.getRawUserInfo() == null
        && ("https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && HttpConfig.isLoopback(host)));
  }
}
