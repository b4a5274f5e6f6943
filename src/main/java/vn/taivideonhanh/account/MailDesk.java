package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.MailMessages.AskReset;
import vn.taivideonhanh.account.MailMessages.ChangeEmail;
import vn.taivideonhanh.account.MailMessages.ConfirmEmail;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.account.MailMessages.SendConfirmation;
import vn.taivideonhanh.account.PostOffice.Purpose;
import vn.taivideonhanh.config.Mail;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Addresses of people, and what is sent to them. An address leads to an account only after it was
 * confirmed by a letter; of two who confirm the same one, to the later.
 */
final class MailDesk {
  private static final Logger LOG = LoggerFactory.getLogger(MailDesk.class);

  private final AccountSettings settings;
  private final @Nullable PostOffice post;
  private final Stores stores;
  private final OwnAccount own;
  private final AccountScript confirm;

  /** Without a post office addresses are kept, and nothing is sent. */
  MailDesk(AccountSettings settings, @Nullable PostOffice post, Stores stores, OwnAccount own) {
    this.settings = settings;
    this.post = post;
    this.stores = stores;
    this.own = own;
    this.confirm = AccountScript.of(settings, "confirm_email");
  }

  /** What is found out of the address is after the answer, so that no time tells it. */
  Future<Done> askReset(AskReset asked) {
    var sending = post();
    return stores
        .tries()
        .ofTicket(asked.from().prefix())
        .map(_ -> {
          resetLetter(asked, sending)
              .onFailure(cause -> LOG.info("no letter for a new password: {}", cause.toString()));
          return new Done();
        });
  }

  private Future<Void> resetLetter(AskReset asked, PostOffice sending) {
    return stores
        .tries()
        .ofLetter(Addresses.plain(asked.email()))
        .compose(_ -> stores.addresses().find(asked.email()))
        .compose(id -> stores.users().read(id.orElse("nobody")))
        .compose(found -> {
          var user = found.orElse(null);
          return user == null || !user.emailOk() || !isOf(user, asked.email())
              ? Future.succeededFuture()
              : sending.order(Purpose.RESET, user.id(), asked.language());
        });
  }

  Future<Done> change(ChangeEmail change) {
    var email = change.email() == null ? "" : change.email();
    if (!email.isEmpty() && !Mail.isAddress(email)) {
      return Future.failedFuture(
          new Failure(ProblemCode.INVALID_REQUEST, "It must be one mail address.")
              .inField("email"));
    }
    return proven(change)
        .compose(user ->
            stores
                .users()
                .change(user.id(), Map.of("email", email, "emailOk", "0", "mailProof", ""))
                .compose(_ -> stores.addresses().free(user)))
        .compose(_ ->
            email.isEmpty() || post == null
                ? Future.succeededFuture(new Done())
                : send(new SendConfirmation(change.personId(), change.language())));
  }

  private Future<User> proven(ChangeEmail change) {
    return stores
        .users()
        .required(change.personId())
        .compose(user ->
            user.hash().isEmpty()
                ? Future.succeededFuture(user)
                : own.proven(user.id(), change.password() == null ? "" : change.password()));
  }

  Future<Done> send(SendConfirmation asked) {
    var sending = post();
    return stores
        .users()
        .required(asked.personId())
        .compose(user ->
            user.emailOk() || !Mail.isAddress(user.email())
                ? Future.succeededFuture()
                : stores
                    .tries()
                    .ofLetter(Addresses.plain(user.email()))
                    .compose(_ -> sending.order(Purpose.CONFIRMATION, user.id(), asked.language())))
        .map(_ -> new Done());
  }

  /** Who has registered with an address gets the letter by itself; nobody waits for it. */
  void welcome(String person, Language language) {
    if (post != null) {
      send(new SendConfirmation(person, language))
          .onFailure(cause -> LOG.info("no letter to confirm an address: {}", cause.toString()));
    }
  }

  Future<Done> confirm(ConfirmEmail shown) {
    var link = Ticket.parse(Ticket.Sort.CONFIRM, shown.link());
    if (link == null) {
      return Future.failedFuture(noLink());
    }
    var user = settings.keys(link.person()).user();
    return stores
        .tries()
        .ofTicket(shown.from().prefix())
        .compose(_ -> confirm.run(List.of(user), settings.now(), link.digest()))
        .compose(answer ->
            answer.ok()
                ? stores.addresses().take(answer.text(1), link.person())
                : Future.failedFuture(noLink()))
        .map(_ -> new Done());
  }

  private static boolean isOf(User user, String email) {
    return Addresses.plain(user.email()).equals(Addresses.plain(email));
  }

  private PostOffice post() {
    if (post == null) {
      throw new Failure(ProblemCode.NOT_FOUND, "This server sends no letters; ask an admin.");
    }
    return post;
  }

  private static Failure noLink() {
    return new Failure(ProblemCode.LINK_NOT_VALID, "Ask for another letter.");
  }
}
