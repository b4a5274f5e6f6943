package vn.taivideonhanh.account;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.From;
import vn.taivideonhanh.bus.Endpoint;

/** What is done by letters; fails with {@code NOT_FOUND} where the server sends none. */
public final class MailMessages {
  /**
   * A link for a new password for whoever has confirmed that address. The answer is the same, and
   * as soon, when nobody has. Fails with {@code TOO_MANY_TRIES}.
   */
  public static final Endpoint<AskReset, Done> ASK_RESET =
      new Endpoint<>("account.askReset", AskReset.class, Done.class);

  /** Another address, or none. Fails as a login does; no letter is needed for it. */
  public static final Endpoint<ChangeEmail, Done> CHANGE_EMAIL =
      new Endpoint<>("account.changeEmail", ChangeEmail.class, Done.class, Duration.ofSeconds(30));

  /** A letter with which the address is confirmed. Fails with {@code TOO_MANY_TRIES}. */
  public static final Endpoint<SendConfirmation, Done> SEND_CONFIRMATION =
      new Endpoint<>("account.sendConfirmation", SendConfirmation.class, Done.class);

  /** Shows the link of such a letter. Fails with {@code LINK_NOT_VALID}. */
  public static final Endpoint<ConfirmEmail, Done> CONFIRM_EMAIL =
      new Endpoint<>("account.confirmEmail", ConfirmEmail.class, Done.class);

  private MailMessages() {}

  /** The languages that letters are written in. */
  public enum Language {
    VI,
    EN
  }

  /** Asks for a link for a new password. */
  public record AskReset(String email, Language language, From from) {}

  /**
   * Asks for another address.
   *
   * @param password of the account; null where it has none
   * @param email null for none
   */
  public record ChangeEmail(
      String personId, @Nullable String password, @Nullable String email, Language language) {}

  /** Asks for a letter. */
  public record SendConfirmation(String personId, Language language) {}

  /** Shows a link of a letter. */
  public record ConfirmEmail(String link, From from) {}
}
