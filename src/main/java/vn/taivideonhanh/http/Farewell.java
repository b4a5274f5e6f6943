package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.abuse.AbuseMessages;
import vn.taivideonhanh.account.LeavingMessages;
import vn.taivideonhanh.account.LeavingMessages.AskDeparted;
import vn.taivideonhanh.account.LeavingMessages.Settle;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Count;

/**
 * Removes what the other parts of the server keep of somebody whose account is gone: links, on
 * which the streams of all nodes end, then downloads, history and counts.
 */
public final class Farewell {
  private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);

  private final Vertx vertx;

  public Farewell(Vertx vertx) {
    this.vertx = vertx;
  }

  /** For one who has just left: what fails is done by {@link #overdue} later. */
  Future<Void> to(String person) {
    return settled(person)
        .onFailure(
            cause -> LOG.warn("something of {} is still there: {}", person, cause.getMessage()))
        .otherwiseEmpty();
  }

  /** For those of whom something may be left; completes with how many there were. */
  public Future<Long> overdue() {
    return LeavingMessages.DEPARTED
        .ask(vertx, new AskDeparted())
        .compose(left ->
            Future.join(left.persons().stream().map(this::settled).toList())
                .map(_ -> (long) left.persons().size()));
  }

  private Future<Void> settled(String person) {
    var who = new Identity(person, Identity.Kind.MEMBER, Identity.FREE);
    return TokenMessages.PURGE
        .ask(vertx, new Count(who))
        .compose(_ -> RelayMessages.PURGE.ask(vertx, new Ask(person)))
        .compose(_ -> AbuseMessages.FORGET.ask(vertx, new AbuseMessages.Forget(person)))
        .compose(_ -> LeavingMessages.SETTLE.ask(vertx, new Settle(person)))
        .mapEmpty();
  }
}
