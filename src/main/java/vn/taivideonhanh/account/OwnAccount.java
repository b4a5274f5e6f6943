package vn.taivideonhanh.account;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.taivideonhanh.account.AccountMessages.ChangePassword;
import vn.taivideonhanh.account.AccountMessages.Confirm;
import vn.taivideonhanh.account.AccountMessages.Done;
import vn.taivideonhanh.account.AccountMessages.EndSessions;
import vn.taivideonhanh.account.AccountMessages.Enrolment;
import vn.taivideonhanh.account.AccountMessages.Export;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.account.AccountMessages.Prove;
import vn.taivideonhanh.account.AccountMessages.RecoveryCodes;
import vn.taivideonhanh.account.AccountMessages.Reset;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What people do with their own accounts. */
final class OwnAccount {
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_LENGTH = 16;

  private final AccountSettings settings;
  private final Stores stores;
  private final Proofs proofs;
  private final Departures departures;
  private final PasswordRule rule;
  private final AccountScript begin;
  private final AccountScript confirm;
  private final AccountScript drop;

  OwnAccount(AccountSettings settings, Stores stores, Proofs proofs) {
    this.settings = settings;
    this.stores = stores;
    this.proofs = proofs;
    this.departures = new Departures(settings, stores.users());
    this.rule = new PasswordRule(settings.accounts().passwordLeast());
    this.begin = AccountScript.of(settings, "begin_totp");
    this.confirm = AccountScript.of(settings, "confirm_totp");
    this.drop = AccountScript.of(settings, "drop_totp");
  }

  Future<Profile> profile(Of whose) {
    return stores.users().required(whose.personId()).map(user -> user.profile(settings.now()));
  }

  Future<Export> export(Of whose) {
    var id = whose.personId();
    return profile(whose)
        .compose(profile ->
            Future.all(stores.sessions().all(id), stores.keys().all(id))
                .map(all -> new Export(profile, all.resultAt(0), all.resultAt(1))));
  }

  /** The account, when that is its password; a try like one of a login. */
  Future<User> proven(String id, String password) {
    return stores
        .users()
        .required(id)
        .compose(user ->
            stores
                .tries()
                .ofPassword(id, user.name())
                .compose(_ -> proofs.password(user, password)));
  }

  Future<Done> changePassword(ChangePassword change) {
    var kept = change.sessionId() == null ? "" : change.sessionId();
    return proven(change.personId(), change.password())
        .compose(user ->
            proofs
                .passwords()
                .hash(rule.checked(change.fresh(), user.name()))
                .compose(hash -> stores.users().changePassword(user.id(), user.hash(), hash, kept)))
        .compose(set -> set ? done() : Future.failedFuture(Refusals.login()));
  }

  Future<Done> reset(Reset reset) {
    var link = Ticket.parse(Ticket.Sort.RESET, reset.link());
    if (link == null) {
      return Future.failedFuture(noLink());
    }
    return stores
        .tries()
        .ofTicket(reset.from().prefix())
        .compose(_ -> stores.users().read(link.person()))
        .compose(user ->
            proofs
                .passwords()
                .hash(rule.checked(reset.password(), user.map(User::name).orElse("nobody"))))
        .compose(hash -> stores.users().resetPassword(link, hash))
        .compose(set -> set ? done() : Future.failedFuture(noLink()));
  }

  private static Failure noLink() {
    return new Failure(ProblemCode.LINK_NOT_VALID, "Ask for another one.");
  }

  Future<Done> endSessions(EndSessions which) {
    var except = which.except() == null ? "" : which.except();
    return which.one() == null
        ? stores.sessions().endAll(which.personId(), except).map(_ -> new Done())
        : stores.sessions().end(which.personId(), which.one()).map(_ -> new Done());
  }

  Future<Enrolment> enrol(Of whose) {
    var secret = OneTimeCodes.secret();
    var user = settings.keys(whose.personId()).user();
    return stores
        .users()
        .required(whose.personId())
        .compose(known ->
            begin
                .count(List.of(user), secret)
                .compose(begun ->
                    begun == 1
                        ? Future.succeededFuture(
                            new Enrolment(secret, OneTimeCodes.uri(secret, known.name())))
                        : Future.failedFuture(
                            new Failure(ProblemCode.SECOND_FACTOR_SET, "Take it away before."))));
  }

  Future<RecoveryCodes> confirm(Confirm shown) {
    var keys = settings.keys(shown.personId());
    var codes =
        Stream.generate(() -> Secrets.random(RECOVERY_LENGTH)).limit(RECOVERY_CODES).toList();
    var digests = codes.stream().map(Secrets::digest).collect(Collectors.joining(","));
    var session = shown.sessionId() == null ? "" : shown.sessionId();
    return stores
        .tries()
        .ofCode(shown.personId())
        .compose(_ -> stores.users().required(shown.personId()))
        .compose(user -> {
          var secret = user.totpNew();
          var step = secret.isEmpty() ? 0 : OneTimeCodes.step(secret, shown.code(), settings.now());
          return step == 0
              ? Future.succeededFuture(0L)
              : confirm.count(
                  List.of(keys.user(), keys.recovery(), keys.sessions()),
                  secret,
                  step,
                  session,
                  digests);
        })
        .compose(set ->
            set == 1
                ? Future.succeededFuture(new RecoveryCodes(codes))
                : Future.failedFuture(Refusals.code()));
  }

  Future<Done> disarm(Prove proof) {
    var keys = settings.keys(proof.personId());
    return proven(proof.personId(), proof.password())
        .compose(user -> proofs.code(user, proof.otp()))
        .compose(_ -> drop.count(List.of(keys.user(), keys.recovery())))
        .map(_ -> new Done());
  }

  Future<Done> leave(Prove proof) {
    return proven(proof.personId(), proof.password())
        .compose(user -> proofs.code(user, proof.otp()).map(_ -> user))
        .compose(user ->
            user.role() == Role.ADMIN
                ? Future.failedFuture(ownAccount())
                : departures
                    .remove(user.id())
                    .compose(_ -> stores.names().forget(user.name(), user.id()))
                    .compose(_ -> stores.links().free(user.link(), user.id()))
                    .compose(_ -> stores.addresses().free(user)))
        .map(_ -> new Done());
  }

  /** There is always an admin left, since none can end being one alone. */
  static Failure ownAccount() {
    return new Failure(ProblemCode.OWN_ACCOUNT, "Another admin can.");
  }

  private static Future<Done> done() {
    return Future.succeededFuture(new Done());
  }
}
