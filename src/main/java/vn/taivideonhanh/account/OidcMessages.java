package vn.taivideonhanh.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.From;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.AccountMessages.SignedIn;
import vn.taivideonhanh.bus.Endpoint;

/**
 * What people may ask of a login at the provider of OpenID Connect; fails with {@code NOT_FOUND}
 * where there is none, and with {@code PROVIDER_UNAVAILABLE}.
 */
public final class OidcMessages {
  /** Begins a login, or a link. Fails with {@code TOO_MANY_TRIES}. */
  public static final Endpoint<Begin, Begun> BEGIN =
      new Endpoint<>("account.oidcBegin", Begin.class, Begun.class, Duration.ofSeconds(30));

  /**
   * Ends what was begun, with what the provider sent. Fails with {@code LOGIN_FAILED}, {@code
   * ACCOUNT_BLOCKED}, {@code REGISTRATION_CLOSED}, {@code TOO_MANY_ACCOUNTS}, {@code LOGIN_TAKEN},
   * {@code CREDENTIAL_ENDED}, {@code TOO_MANY_TRIES}.
   */
  public static final Endpoint<Complete, Completed> COMPLETE =
      new Endpoint<>(
          "account.oidcComplete", Complete.class, Completed.class, Duration.ofSeconds(60));

  /** Takes the link away. Fails with {@code LAST_LOGIN}, {@code NOT_FOUND}. */
  public static final Endpoint<Of, Done> UNLINK =
      new Endpoint<>("account.oidcUnlink", Of.class, Done.class);

  /** The path that the provider sends people back to, below {@code http.publicUrl}. */
  public static final String CALLBACK = "/api/auth/oidc/callback";

  private OidcMessages() {}

  /** Asks for the way to the provider; null links nothing. */
  public record Begin(@Nullable Owner owner, From from) {}

  /** Whose account is to be linked, by the session in which they ask. */
  public record Owner(String personId, String sessionId) {}

  /**
   * Where the browser goes, and what it keeps meanwhile.
   *
   * @param handshake for a cookie, for {@code seconds}
   */
  public record Begun(String location, String handshake, long seconds) {}

  /**
   * What came back, with what the browser kept.
   *
   * @param sender what the answer calls its issuer, RFC 9207; null when it does not say
   */
  public record Complete(
      String handshake, String state, String code, @Nullable String sender, From from) {}

  /** The session that was opened; null where an account was linked. */
  public record Completed(@Nullable SignedIn login) {}
}
