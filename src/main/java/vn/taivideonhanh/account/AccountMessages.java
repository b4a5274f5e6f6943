package vn.taivideonhanh.account;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;

/**
 * What people may ask of their own accounts; of others', admins do by {@link PeopleMessages}. On a
 * private server, which has no accounts, nobody answers. What needs a password computed may take
 * longer: few are at once.
 */
public final class AccountMessages {
  /** Whose credential that is, as the account is now. Fails with {@code CREDENTIAL_ENDED}. */
  public static final Endpoint<Show, Known> AUTHENTICATE =
      new Endpoint<>("account.authenticate", Show.class, Known.class);

  /**
   * Makes an account and logs in. Fails with {@code REGISTRATION_CLOSED}, {@code INVITE_NOT_VALID},
   * {@code NAME_TAKEN}, {@code WEAK_PASSWORD}, {@code TOO_MANY_TRIES}.
   */
  public static final Endpoint<Register, SignedIn> REGISTER =
      new Endpoint<>("account.register", Register.class, SignedIn.class, Duration.ofSeconds(30));

  /**
   * Logs in. Fails with {@code LOGIN_FAILED}, {@code SECOND_FACTOR_NEEDED}, {@code
   * ACCOUNT_BLOCKED}, {@code TOO_MANY_TRIES}.
   */
  public static final Endpoint<Login, SignedIn> LOGIN =
      new Endpoint<>("account.login", Login.class, SignedIn.class, Duration.ofSeconds(30));

  /**
   * New tokens for a refresh token, which holds once: who shows an old one ends the session. Fails
   * with {@code CREDENTIAL_ENDED}, and {@code SESSION_MOVED} when another window was first.
   */
  public static final Endpoint<Refresh, SignedIn> REFRESH =
      new Endpoint<>("account.refresh", Refresh.class, SignedIn.class);

  /** Ends the session of a refresh token; one that does not hold is no failure. */
  public static final Endpoint<Logout, Done> LOGOUT =
      new Endpoint<>("account.logout", Logout.class, Done.class);

  /** What is known of an account. */
  public static final Endpoint<Of, Profile> PROFILE =
      new Endpoint<>("account.profile", Of.class, Profile.class);

  /** All that is kept of an account. */
  public static final Endpoint<Of, Export> EXPORT =
      new Endpoint<>("account.export", Of.class, Export.class);

  /** Another password; all other sessions end. Fails as {@link #LOGIN} does. */
  public static final Endpoint<ChangePassword, Done> CHANGE_PASSWORD =
      new Endpoint<>(
          "account.changePassword", ChangePassword.class, Done.class, Duration.ofSeconds(30));

  /** A new password for a link; all sessions end. Fails with {@code LINK_NOT_VALID}. */
  public static final Endpoint<Reset, Done> RESET =
      new Endpoint<>("account.reset", Reset.class, Done.class, Duration.ofSeconds(30));

  /** The sessions of an account, the newest first. */
  public static final Endpoint<Of, Sessions> SESSIONS =
      new Endpoint<>("account.sessions", Of.class, Sessions.class);

  /** Ends one session, or all but one. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<EndSessions, Done> END_SESSIONS =
      new Endpoint<>("account.endSessions", EndSessions.class, Done.class);

  /** Begins to set up a second factor. Fails with {@code SECOND_FACTOR_SET}. */
  public static final Endpoint<Of, Enrolment> ENROL =
      new Endpoint<>("account.enrol", Of.class, Enrolment.class);

  /** Ends setting it up by showing a code. Fails with {@code LOGIN_FAILED}. */
  public static final Endpoint<Confirm, RecoveryCodes> CONFIRM =
      new Endpoint<>("account.confirm", Confirm.class, RecoveryCodes.class);

  /** Takes the second factor away, for the password and a code. Fails as {@link #LOGIN} does. */
  public static final Endpoint<Prove, Done> DISARM =
      new Endpoint<>("account.disarm", Prove.class, Done.class, Duration.ofSeconds(30));

  /** The API keys of an account, the newest first. */
  public static final Endpoint<Of, Keys> KEYS =
      new Endpoint<>("account.keys", Of.class, Keys.class);

  /** Makes a key. Fails with {@code TOO_MANY_KEYS}. */
  public static final Endpoint<MakeKey, MadeKey> MAKE_KEY =
      new Endpoint<>("account.makeKey", MakeKey.class, MadeKey.class);

  /** Ends a key. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<DropKey, Done> DROP_KEY =
      new Endpoint<>("account.dropKey", DropKey.class, Done.class);

  /** Removes the account, for its password. Fails as {@link #LOGIN} does. */
  public static final Endpoint<Prove, Done> LEAVE =
      new Endpoint<>("account.leave", Prove.class, Done.class, Duration.ofSeconds(30));

  private AccountMessages() {}

  /** By what somebody is known. */
  public enum Proof {
    SESSION,
    KEY
  }

  /** Shows an access token or an API key. */
  public record Show(Proof proof, String secret) {}

  /**
   * Who that is.
   *
   * @param sessionId null for a key
   */
  public record Known(Identity who, Proof proof, @Nullable String sessionId) {}

  /** The address prefix and the User-Agent of a client. */
  public record From(String prefix, String agent) {}

  /**
   * Asks for an account.
   *
   * @param ticket an invitation, or the code of the first start
   * @param language of the letter by which an address is confirmed
   */
  public record Register(
      String name,
      String password,
      @Nullable String email,
      @Nullable String ticket,
      Language language,
      From from) {}

  /**
   * Asks for a session.
   *
   * @param otp a one-time code, or a recovery code
   */
  public record Login(String name, String password, @Nullable String otp, From from) {}

  /**
   * A session that was opened or went on.
   *
   * @param accessToken for {@code accessSeconds}
   * @param refreshToken for {@code refreshSeconds}, once
   */
  public record SignedIn(
      Profile profile,
      String accessToken,
      long accessSeconds,
      String refreshToken,
      long refreshSeconds) {}

  /** Shows a refresh token to go on. */
  public record Refresh(String refreshToken) {}

  /** Shows a refresh token to end its session. */
  public record Logout(String refreshToken) {}

  /** Names an account. */
  public record Of(String personId) {}

  /**
   * An account; times are epoch milliseconds.
   *
   * @param tier the one that holds now
   * @param tierUntil when it ends; null when it does not
   * @param recoveryCodes how many are left; null without a second factor
   * @param password whether there is one
   * @param linked whether there is a login at the provider
   * @param emailConfirmed whether the address leads to the account
   */
  public record Profile(
      String personId,
      String name,
      @Nullable String email,
      Role role,
      String tier,
      @Nullable Long tierUntil,
      boolean blocked,
      long createdAt,
      long seenAt,
      @Nullable Integer recoveryCodes,
      boolean password,
      boolean linked,
      boolean emailConfirmed) {}

  /** All that is kept of an account, secrets and digests left out. */
  public record Export(Profile profile, List<Session> sessions, List<ApiKey> keys) {
    public Export {
      sessions = List.copyOf(sessions);
      keys = List.copyOf(keys);
    }
  }

  /** Asks for another password. */
  public record ChangePassword(
      String personId, @Nullable String sessionId, String password, String fresh) {}

  /** Shows the secret of a link, and the new password. */
  public record Reset(String link, String password, From from) {}

  /** The sessions of an account. */
  public record Sessions(List<Session> sessions) {
    public Sessions {
      sessions = List.copyOf(sessions);
    }
  }

  /** A session; times are epoch milliseconds. */
  public record Session(
      String id, long createdAt, long seenAt, String agent, boolean secondFactor) {}

  /**
   * Asks for the end of sessions.
   *
   * @param one null for all
   * @param except the one that stays
   */
  public record EndSessions(String personId, @Nullable String one, @Nullable String except) {}

  /**
   * A second factor to set up, RFC 6238.
   *
   * @param secret base32
   * @param uri {@code otpauth://}, for a QR code
   */
  public record Enrolment(String secret, String uri) {}

  /** Shows a code of the new second factor, in a session. */
  public record Confirm(String personId, @Nullable String sessionId, String code) {}

  /** Each of them stands in for one code, once; shown this once. */
  public record RecoveryCodes(List<String> codes) {
    public RecoveryCodes {
      codes = List.copyOf(codes);
    }
  }

  /** Shows the password again, and a one-time code where there is a second factor. */
  public record Prove(String personId, String password, @Nullable String otp) {}

  /** The API keys of an account. */
  public record Keys(List<ApiKey> keys) {
    public Keys {
      keys = List.copyOf(keys);
    }
  }

  /**
   * An API key; times are epoch milliseconds.
   *
   * @param usedAt to the minute; null when it was never used
   */
  public record ApiKey(
      String id,
      String name,
      Set<Scope> scopes,
      long createdAt,
      @Nullable Long expiresAt,
      @Nullable Long usedAt) {}

  /** Asks for a key. */
  public record MakeKey(Identity who, String name, Set<Scope> scopes, @Nullable Long expiresAt) {}

  /** A key, and its secret, which is shown this once. */
  public record MadeKey(ApiKey key, String secret) {}

  /** Asks for the end of a key. */
  public record DropKey(String personId, String keyId) {}

  /** Nothing more to say. */
  public record Done() {}
}
