package vn.taivideonhanh.relay;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Outcome;

/**
 * The account of a stream that has ended, as it is kept for a while.
 *
 * @param token the first characters of its digest
 * @param person the id of an {@code Identity}
 * @param content the identity of what was sent
 * @param promised bytes; null when the lane could not know
 * @param openedAt epoch milliseconds
 */
record ClosedBook(
    String token,
    String person,
    String content,
    String title,
    Lane lane,
    @Nullable Long promised,
    long offset,
    long sent,
    long upstream,
    int retries,
    Outcome outcome,
    @Nullable String reason,
    long openedAt,
    long closedAt) {
  private static final int SHOWN = 12;

  static ClosedBook of(Book book, Close close, long now) {
    var last = close.last();
    var head = book.plan().head();
    return new ClosedBook(
        book.digest().substring(0, SHOWN),
        book.personId(),
        head.identity(),
        head.title(),
        book.plan().lane(),
        last.promised(),
        last.offset(),
        last.sent(),
        last.upstream(),
        close.retries(),
        close.outcome(),
        close.reason(),
        book.openedAt(),
        now);
  }
}
