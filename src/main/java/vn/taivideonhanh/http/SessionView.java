package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Session;

/** A session as JSON; schema {@code Session} of the contract. */
record SessionView(
    String id,
    String createdAt,
    String seenAt,
    String agent,
    boolean secondFactor,
    boolean current) {
  static Many all(List<Session> sessions, @Nullable String current) {
    return new Many(
        sessions.stream()
            .map(session ->
                new SessionView(
                    session.id(),
                    Wire.time(session.createdAt()),
                    Wire.time(session.seenAt()),
                    session.agent(),
                    session.secondFactor(),
                    session.id().equals(current)))
            .toList());
  }

  /** Schema {@code Sessions}. */
  record Many(List<SessionView> sessions) {}
}
