package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.account.Names.Listed;
import vn.taivideonhanh.account.PeopleMessages.Change;
import vn.taivideonhanh.account.PeopleMessages.Changes;
import vn.taivideonhanh.account.PeopleMessages.Invitations;
import vn.taivideonhanh.account.PeopleMessages.Invite;
import vn.taivideonhanh.account.PeopleMessages.Invited;
import vn.taivideonhanh.account.PeopleMessages.Note;
import vn.taivideonhanh.account.PeopleMessages.OfferReset;
import vn.taivideonhanh.account.PeopleMessages.Offered;
import vn.taivideonhanh.account.PeopleMessages.Remove;
import vn.taivideonhanh.account.PeopleMessages.Search;
import vn.taivideonhanh.account.PeopleMessages.Uninvite;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What admins do with the accounts of others; each change is in the log when it is answered. */
final class People {
  private final AccountSettings settings;
  private final Users users;
  private final Names names;
  private final Links links;
  private final Addresses addresses;
  private final Invites invites;
  private final Departures departures;
  private final AuditLog log;

  People(AccountSettings settings, Stores stores, AuditLog log) {
    this.settings = settings;
    this.users = stores.users();
    this.names = stores.names();
    this.links = stores.links();
    this.addresses = stores.addresses();
    this.invites = new Invites(settings);
    this.departures = new Departures(settings, stores.users());
    this.log = log;
  }

  Future<PeopleMessages.People> search(Search search) {
    return names
        .page(search.start(), search.after(), search.most())
        .compose(listed ->
            Future.all(listed.stream().map(this::profile).toList())
                .map(all -> page(listed, all.list(), search.most())));
  }

  private Future<Optional<Profile>> profile(Listed listed) {
    return users.read(listed.id()).map(found -> found.map(user -> user.profile(settings.now())));
  }

  private static PeopleMessages.People page(
      List<Listed> listed, List<Optional<Profile>> profiles, int most) {
    // A name whose account has lapsed stays in the list until somebody takes it.
    var people = profiles.stream().flatMap(Optional::stream).toList();
    return new PeopleMessages.People(people, listed.size() < most ? null : listed.getLast().name());
  }

  Future<Profile> change(Change change) {
    var wanted = change.changes();
    var downgrade = wanted.role() != null || wanted.blocked() != null;
    if (downgrade && change.by().equals(change.personId())) {
      return Future.failedFuture(OwnAccount.ownAccount());
    }
    if (wanted.tier() == null && wanted.tierUntil() != null) {
      return Future.failedFuture(
          new Failure(ProblemCode.INVALID_REQUEST, "It goes with tier.").inField("tierUntil"));
    }
    if (wanted.tier() != null && !settings.tiers().get().contains(wanted.tier())) {
      return Future.failedFuture(noTier());
    }
    var fields = fields(wanted);
    return users
        .change(change.personId(), fields)
        .compose(_ ->
            log.add(new Note(change.by(), "user.change", change.personId(), fields.toString())))
        .compose(_ -> users.required(change.personId()))
        .map(user -> user.profile(settings.now()));
  }

  private Failure noTier() {
    var known = String.join(", ", settings.tiers().get());
    return new Failure(ProblemCode.INVALID_REQUEST, "There are " + known + ".").inField("tier");
  }

  private static Map<String, Object> fields(Changes wanted) {
    var fields = new HashMap<String, Object>();
    if (wanted.tier() != null) {
      fields.put("tier", wanted.tier());
      fields.put("until", wanted.tierUntil() == null ? "" : wanted.tierUntil().toString());
    }
    if (wanted.role() != null) {
      fields.put("role", User.text(wanted.role()));
    }
    if (wanted.blocked() != null) {
      fields.put("blocked", wanted.blocked() ? "1" : "0");
    }
    return fields;
  }

  Future<Done> remove(Remove remove) {
    if (remove.by().equals(remove.personId())) {
      return Future.failedFuture(OwnAccount.ownAccount());
    }
    return users
        .required(remove.personId())
        .compose(user ->
            departures
                .remove(user.id())
                .compose(_ -> names.forget(user.name(), user.id()))
                .compose(_ -> links.free(user.link(), user.id()))
                .compose(_ -> addresses.free(user))
                .compose(
                    _ -> log.add(new Note(remove.by(), "user.remove", user.id(), user.name()))));
  }

  Future<Offered> offerReset(OfferReset offer) {
    var until = settings.now() + settings.accounts().resetLink().toMillis();
    var link = Ticket.issue(Ticket.Sort.RESET, offer.personId(), Ticket.newItem());
    return users
        .offerReset(link, until)
        .compose(_ -> log.add(new Note(offer.by(), "user.reset", offer.personId(), "")))
        .map(_ -> new Offered(link.text(), until));
  }

  Future<Invited> invite(Invite invite) {
    if (!settings.tiers().get().contains(invite.tier())) {
      return Future.failedFuture(noTier());
    }
    return invites
        .make(invite.tier(), invite.until())
        .compose(made ->
            log.add(new Note(invite.by(), "invite.make", made.invitation().id(), invite.tier()))
                .map(_ -> made));
  }

  Future<Invitations> invitations() {
    return invites.all().map(Invitations::new);
  }

  Future<Done> uninvite(Uninvite uninvite) {
    return invites
        .drop(uninvite.id())
        .compose(dropped ->
            dropped
                ? log.add(new Note(uninvite.by(), "invite.drop", uninvite.id(), ""))
                : Future.failedFuture(Refusals.unknown()));
  }
}
