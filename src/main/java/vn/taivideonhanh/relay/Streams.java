package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Archive;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Learn;
import vn.taivideonhanh.relay.RelayMessages.Learned;
import vn.taivideonhanh.relay.RelayMessages.Note;
import vn.taivideonhanh.relay.RelayMessages.Noted;
import vn.taivideonhanh.relay.RelayMessages.Open;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.relay.RelayMessages.Recall;
import vn.taivideonhanh.relay.RelayMessages.Recalled;
import vn.taivideonhanh.relay.RelayMessages.Renew;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.relay.RelayMessages.Stop;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Checked;

/** The streams that run on this node, each with its book. Used on one event loop. */
final class Streams {
  private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration TELL_EVERY = Duration.ofMillis(500);
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final RelaySettings settings;
  private final Meters meters;
  private final Ledger ledger;
  private final Renewal renewal;
  private final ArchiveNotes notes;
  private final Board board;
  private final Diary diary;
  private final LastWords lastWords = new LastWords();
  private final Map<String, Book> books = new LinkedHashMap<>();
  private boolean draining;

  Streams(Vertx vertx, RelaySettings settings, People people) {
    this.vertx = vertx;
    this.settings = settings;
    this.meters = new Meters(settings.meters());
    this.ledger = people.ledger();
    this.board = people.board();
    this.diary = people.diary();
    this.renewal = new Renewal(vertx);
    this.notes = new ArchiveNotes(settings.store(), settings.prefix(), settings.notesKept());
  }

  Future<Opened> open(Open request) {
    if (draining) {
      return Future.failedFuture(goingDown());
    }
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var streamId = HexFormat.of().formatHex(bytes);
    return TokenMessages.OPEN
        .ask(vertx, new TokenMessages.Open(request.token(), request.client(), streamId))
        .compose(token -> opened(new Book(streamId, token, now())));
  }

  private Future<Opened> opened(Book book) {
    if (draining) {
      return giveBack(book).compose(_ -> Future.failedFuture(goingDown()));
    }
    books.put(book.streamId(), book);
    meters.opened(book.plan().lane());
    board.note(List.of(book.progress(null, now())), now());
    return Future.succeededFuture(opened(book, book.plan()));
  }

  private static Opened opened(Book book, StreamPlan plan) {
    return new Opened(book.streamId(), book.digest(), plan, book.who());
  }

  Future<Opened> head(RelayMessages.Head request) {
    return TokenMessages.CHECK
        .ask(vertx, new TokenMessages.Present(request.token(), request.client()))
        .map(Streams::looked);
  }

  private static Opened looked(Checked token) {
    return new Opened("", token.digest(), token.plan(), token.who());
  }

  Future<Opened> renew(Renew request) {
    var book = books.get(request.streamId());
    if (book == null) {
      return Future.failedFuture(
          new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The stream has ended; start it again."));
    }
    var entry = request.entry();
    var renewed = entry == null ? renewal.renew(book) : renewal.renew(book, entry);
    return renewed.map(plan -> opened(book, plan));
  }

  Future<Learned> learn(Learn request) {
    return plan(request.streamId()) instanceof Archive archive
        ? notes.of(archive.id()).map(Learned::new)
        : Future.succeededFuture(new Learned(Map.of()));
  }

  Future<Noted> note(Note request) {
    return plan(request.streamId()) instanceof Archive archive
        ? notes.add(archive.id(), request.notes()).map(_ -> new Noted())
        : Future.succeededFuture(new Noted());
  }

  /** The plan of a stream that runs. */
  private @Nullable StreamPlan plan(String streamId) {
    var book = books.get(streamId);
    return book == null ? null : book.plan();
  }

  Noted report(Report report) {
    var book = books.get(report.streamId());
    if (book == null) {
      // It was given up for dead and its slot may be another's by now.
      stop(report.streamId(), Outcome.CUT);
      return new Noted();
    }
    note(book, report);
    if (book.mayTell(now(), TELL_EVERY.toMillis())) {
      RelayMessages.PROGRESS.tell(vertx, book.progress(null, now()));
    }
    return new Noted();
  }

  Future<Noted> close(Close close) {
    var book = books.remove(close.last().streamId());
    return book == null ? Future.succeededFuture(new Noted()) : ended(book, close);
  }

  Recalled recall(Recall request) {
    for (var book : books.values()) {
      if (book.digest().equals(request.digest())) {
        return new Recalled(book.progress(null, now()));
      }
    }
    return new Recalled(lastWords.of(request.digest(), now()));
  }

  /** Keeps the slots of all streams that are heard of, and gives up the others. */
  Future<?> keep() {
    var now = now();
    var lost =
        books.values().stream()
            .filter(book -> book.silent(now, settings.slotLease().toMillis()))
            .toList();
    var given = lost.stream().map(book -> end(book, Outcome.CUT, "nothing was heard of it"));
    var kept = books.values().stream().filter(book -> !lost.contains(book)).map(Book::running);
    var keep = new TokenMessages.Keep(kept.toList());
    board.note(books.values().stream().map(book -> book.progress(null, now)).toList(), now);
    return Future.join(given.toList())
        .compose(_ ->
            keep.streams().isEmpty()
                ? Future.succeededFuture()
                : TokenMessages.KEEP.ask(vertx, keep))
        .onFailure(cause -> LOG.warn("stream slots were not kept: {}", cause.getMessage()));
  }

  void revoked(String digest) {
    books.values().stream()
        .filter(book -> book.digest().equals(digest))
        .forEach(book -> stop(book.streamId(), Outcome.REVOKED));
  }

  void refuseNew() {
    draining = true;
  }

  boolean none() {
    return books.isEmpty();
  }

  int stopAll() {
    books.keySet().forEach(streamId -> stop(streamId, Outcome.DRAINED));
    return books.size();
  }

  /** Closes every book that is still open. */
  Future<?> endAll() {
    return Future.join(
        List.copyOf(books.values()).stream()
            .map(book -> end(book, Outcome.DRAINED, "the node went down"))
            .toList());
  }

  private Future<Noted> end(Book book, Outcome outcome, String reason) {
    stop(book.streamId(), outcome);
    return close(new Close(book.last(), outcome, 0, reason));
  }

  private Future<Noted> ended(Book book, Close close) {
    note(book, close.last());
    var closed = ClosedBook.of(book, close, now());
    meters.closed(closed);
    ledger.tell(closed);
    var end = book.progress(close.outcome(), now());
    lastWords.add(end);
    keep(book, closed, end);
    RelayMessages.PROGRESS.tell(vertx, end);
    return giveBack(book);
  }

  /** Nothing is kept of who has left for good; they may have while their book was written. */
  private void keep(Book book, ClosedBook closed, Progress end) {
    board
        .ended(end)
        .compose(kept -> {
          if (!kept) {
            return Future.succeededFuture(false);
          }
          diary.add(book, end);
          return ledger.keep(closed).compose(_ -> board.hasLeft(end.person()));
        })
        .compose(left -> left ? ledger.forget(end.person()) : Future.succeededFuture())
        .onSuccess(_ -> {})
        .onFailure(cause -> LOG.warn("an end was not noted: {}", cause.getMessage()));
  }

  private void note(Book book, Report report) {
    var before = book.note(report, now());
    meters.moved(book.plan().lane(), before, report);
  }

  /** When this fails the slot comes back at the end of its lease. */
  private Future<Noted> giveBack(Book book) {
    return TokenMessages.CLOSE
        .ask(vertx, new TokenMessages.Close(book.running()))
        .onFailure(cause -> LOG.warn("a stream slot was not given back: {}", cause.getMessage()))
        .otherwiseEmpty()
        .map(_ -> new Noted());
  }

  /** Told here alone: the streams are this node's, and a cluster that is torn would hold it up. */
  private void stop(String streamId, Outcome outcome) {
    RelayMessages.STOP.tellHere(vertx, new Stop(streamId, outcome));
  }

  private static Failure goingDown() {
    return new Failure(
        ProblemCode.UNAVAILABLE, "This server is going down; ask again in a moment.", COME_BACK);
  }

  private long now() {
    return settings.clock().millis();
  }
}
