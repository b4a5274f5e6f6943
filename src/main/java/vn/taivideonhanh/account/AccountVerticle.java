package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.account.AccountMessages.Keys;
import vn.taivideonhanh.account.AccountMessages.Sessions;
import vn.taivideonhanh.account.LeavingMessages.Ended;
import vn.taivideonhanh.mail.Mailer;
import vn.taivideonhanh.oidc.Provider;

/**
 * Answers {@link AccountMessages} and {@link PeopleMessages}, on an event loop; passwords are
 * computed beside it. Deploy one a node: it bounds how many are.
 */
public final class AccountVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(AccountVerticle.class);

  private final AccountSettings settings;
  private final @Nullable Buffer authorities;
  private @Nullable Passwords passwords;
  private @Nullable Provider provider;
  private @Nullable PostOffice post;

  /**
   * Reads the certificates of {@code mail.ca}, and blocks for it.
   *
   * @throws vn.taivideonhanh.config.ConfigException when there are none
   */
  public AccountVerticle(AccountSettings settings) {
    this.settings = settings;
    this.authorities = Mailer.authorities(settings.mail());
  }

  @Override
  public Future<?> start() {
    var stores = Stores.of(settings);
    var computing = new Passwords(vertx, settings.accounts());
    passwords = computing;
    var proofs = new Proofs(settings, computing, stores.tries());
    var log = new AuditLog(settings);
    var door = new Doorkeeper(settings, stores, proofs);
    var own = new OwnAccount(settings, stores, proofs);
    var sending = sending(stores.users());
    post = sending;
    var desk = new MailDesk(settings, sending, stores, own);
    var outside = outside();
    provider = outside;
    var serving =
        Stream.of(
                atTheDoor(door, desk),
                byProvider(new ProviderLogin(settings, outside, stores, door)),
                own(own, stores),
                byMail(desk),
                others(new People(settings, stores, log), log),
                leaving(new Departures(settings, stores.users())))
            .flatMap(List::stream)
            .map(MessageConsumer::completion)
            .toList();
    return Future.all(serving)
        .compose(_ -> sending == null ? Future.succeededFuture() : sending.start())
        .compose(_ -> door.firstCode())
        .onSuccess(AccountVerticle::tell);
  }

  private @Nullable PostOffice sending(Users users) {
    var mail = settings.mail();
    return mail.on()
        ? new PostOffice(vertx, settings, users, new Mailer(vertx, mail, authorities))
        : null;
  }

  private @Nullable Provider outside() {
    var origin = settings.publicUrl();
    return settings.oidc().on() && origin != null
        ? new Provider(
            vertx,
            settings.oidc(),
            origin.toString().replaceFirst("/$", "") + OidcMessages.CALLBACK,
            settings.clock())
        : null;
  }

  private List<MessageConsumer<?>> byMail(MailDesk desk) {
    return List.of(
        MailMessages.ASK_RESET.serve(vertx, desk::askReset),
        MailMessages.CHANGE_EMAIL.serve(vertx, desk::change),
        MailMessages.SEND_CONFIRMATION.serve(vertx, desk::send),
        MailMessages.CONFIRM_EMAIL.serve(vertx, desk::confirm));
  }

  private List<MessageConsumer<?>> byProvider(ProviderLogin logins) {
    return List.of(
        OidcMessages.BEGIN.serve(vertx, logins::begin),
        OidcMessages.COMPLETE.serve(vertx, logins::complete),
        OidcMessages.UNLINK.serve(vertx, logins::unlink));
  }

  /** Whoever reads the log runs the server. */
  private static void tell(@Nullable String firstCode) {
    if (firstCode != null) {
      LOG.warn("there is no admin yet; the first one registers with the code {}", firstCode);
    }
  }

  private List<MessageConsumer<?>> atTheDoor(Doorkeeper door, MailDesk desk) {
    return List.of(
        AccountMessages.AUTHENTICATE.serve(vertx, door::authenticate),
        AccountMessages.REGISTER.serve(
            vertx,
            wanted ->
                door.register(wanted)
                    .onSuccess(in -> desk.welcome(in.profile().personId(), wanted.language()))),
        AccountMessages.LOGIN.serve(vertx, door::login),
        AccountMessages.REFRESH.serve(vertx, door::refresh),
        AccountMessages.LOGOUT.serve(vertx, door::logout));
  }

  private List<MessageConsumer<?>> own(OwnAccount own, Stores stores) {
    return List.of(
        AccountMessages.PROFILE.serve(vertx, own::profile),
        AccountMessages.EXPORT.serve(vertx, own::export),
        AccountMessages.CHANGE_PASSWORD.serve(
            vertx, change -> ending(change.personId(), own.changePassword(change))),
        AccountMessages.RESET.serve(
            vertx,
            reset -> ending(Ticket.owner(Ticket.Sort.RESET, reset.link()), own.reset(reset))),
        AccountMessages.SESSIONS.serve(
            vertx, of -> stores.sessions().all(of.personId()).map(Sessions::new)),
        AccountMessages.END_SESSIONS.serve(
            vertx, which -> ending(which.personId(), own.endSessions(which))),
        AccountMessages.ENROL.serve(vertx, own::enrol),
        AccountMessages.CONFIRM.serve(vertx, own::confirm),
        AccountMessages.DISARM.serve(vertx, own::disarm),
        AccountMessages.LEAVE.serve(vertx, proof -> ending(proof.personId(), own.leave(proof))),
        AccountMessages.KEYS.serve(vertx, of -> stores.keys().all(of.personId()).map(Keys::new)),
        AccountMessages.MAKE_KEY.serve(vertx, stores.keys()::make),
        AccountMessages.DROP_KEY.serve(
            vertx, drop -> ending(drop.personId(), stores.keys().drop(drop))));
  }

  private List<MessageConsumer<?>> others(People people, AuditLog log) {
    return List.of(
        PeopleMessages.SEARCH.serve(vertx, people::search),
        PeopleMessages.CHANGE.serve(
            vertx, change -> ending(change.personId(), people.change(change))),
        PeopleMessages.REMOVE.serve(
            vertx, remove -> ending(remove.personId(), people.remove(remove))),
        PeopleMessages.OFFER_RESET.serve(vertx, people::offerReset),
        PeopleMessages.INVITE.serve(vertx, people::invite),
        PeopleMessages.INVITATIONS.serve(vertx, _ -> people.invitations()),
        PeopleMessages.UNINVITE.serve(vertx, people::uninvite),
        PeopleMessages.NOTE.serve(vertx, log::add),
        PeopleMessages.AUDIT.serve(vertx, log::read));
  }

  private List<MessageConsumer<?>> leaving(Departures departures) {
    return List.of(
        LeavingMessages.DEPARTED.serve(vertx, _ -> departures.all()),
        LeavingMessages.SETTLE.serve(vertx, departures::settle));
  }

  /** Tells that credentials of an account have ended, or may do less, once they do. */
  private <T> Future<T> ending(String person, Future<T> end) {
    return end.onSuccess(_ -> LeavingMessages.ENDED.tell(vertx, new Ended(person)));
  }

  @Override
  public Future<?> stop() {
    if (passwords != null) {
      passwords.close();
    }
    Future<?> left = provider == null ? Future.succeededFuture() : provider.close();
    return post == null ? left : left.eventually(post::stop);
  }
}
