package vn.taivideonhanh.token;

import io.vertx.core.Future;
import vn.taivideonhanh.token.TokenMessages.Checked;

/**
 * What the record of a token that holds says.
 *
 * @param expiresAt epoch milliseconds
 */
record Held(Grant grant, long expiresAt) {
  /** Reads the reply of a script that looks at a token; fails with why it does not hold. */
  static Future<Held> of(Reply reply, Bearer token, Moment now) {
    return reply.ok()
        ? Future.succeededFuture(new Held(Grant.parse(reply.word(1)), reply.number(2)))
        : Future.failedFuture(Refusal.of(reply, token, now));
  }

  Checked checked(Bearer token) {
    return new Checked(token.digest(), grant.who(), grant.plan(), grant.plannedAt(), expiresAt);
  }
}
