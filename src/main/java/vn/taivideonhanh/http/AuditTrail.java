package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.account.PeopleMessages;
import vn.taivideonhanh.account.PeopleMessages.Note;
import vn.taivideonhanh.config.AppConfig.Access.Mode;

/**
 * Writes what admins did to the audit log before they are answered. A private server has none:
 * there is nobody but its owner.
 */
final class AuditTrail {
  private final Vertx vertx;
  private final boolean kept;

  AuditTrail(Vertx vertx, HttpParts parts) {
    this.vertx = vertx;
    this.kept = parts.config().accessMode() != Mode.SINGLE;
  }

  /** Completes as {@code done} does, when that has succeeded and is written down. */
  <T> Future<T> noted(RoutingContext ctx, Deed deed, Future<T> done) {
    if (!kept) {
      return done;
    }
    var admin = Call.of(ctx).caller().who().id();
    var note = new Note(admin, deed.action(), deed.target(), deed.detail());
    return done.compose(answer -> PeopleMessages.NOTE.ask(vertx, note).map(_ -> answer));
  }

  /**
   * What an admin does.
   *
   * @param action {@code what.verb}
   * @param target the id of what it is done to, or empty
   * @param detail without secrets
   */
  record Deed(String action, String target, String detail) {
    static Deed of(String action) {
      return new Deed(action, "", "");
    }
  }
}
