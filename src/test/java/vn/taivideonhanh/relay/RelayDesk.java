package vn.taivideonhanh.relay;

import static vn.taivideonhanh.token.TokenDesk.GUEST;
import static vn.taivideonhanh.token.TokenDesk.HOME;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.History;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages.Close;
import vn.taivideonhanh.relay.RelayMessages.Noted;
import vn.taivideonhanh.relay.RelayMessages.Open;
import vn.taivideonhanh.relay.RelayMessages.Opened;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;
import vn.taivideonhanh.relay.RelayMessages.Renew;
import vn.taivideonhanh.relay.RelayMessages.Report;
import vn.taivideonhanh.relay.RelayMessages.Stop;
import vn.taivideonhanh.token.TokenDesk;

/** A {@link RelayVerticle} with a real token verticle, and what it tells. */
final class RelayDesk {
  static final Duration LEASE = Duration.ofMillis(150);
  static final Duration KEPT = Duration.ofHours(7);

  final LinkedBlockingQueue<Progress> progress = new LinkedBlockingQueue<>();
  final LinkedBlockingQueue<Stop> stops = new LinkedBlockingQueue<>();
  final TokenDesk desk;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Vertx vertx;
  private final RedisStore store;
  private final String deployment;

  RelayDesk(Vertx vertx, RedisStore store) {
    this.vertx = vertx;
    this.store = store;
    this.desk = new TokenDesk(vertx, store).start();
    RelayMessages.PROGRESS.hear(vertx, progress::add).completion().await();
    RelayMessages.STOP.hear(vertx, stops::add).completion().await();
    var settings =
        new RelaySettings(
            store,
            "t",
            LEASE,
            KEPT,
            Duration.ofMillis(200),
            new History(true, Duration.ofDays(30), 3),
            desk.clock,
            meters);
    this.deployment = vertx.deployVerticle(new RelayVerticle(settings)).await();
  }

  void stop() {
    vertx.undeploy(deployment).await();
  }

  Future<Opened> open(String token) {
    return RelayMessages.OPEN.ask(vertx, new Open(token, HOME));
  }

  Future<Opened> renew(Opened stream) {
    return RelayMessages.RENEW.ask(vertx, new Renew(stream.streamId(), null));
  }

  void report(Opened stream, long sent) {
    Noted _ = RelayMessages.REPORT.ask(vertx, figures(stream, sent)).await();
  }

  void close(Opened stream, long sent, Outcome outcome) {
    Noted _ =
        RelayMessages.CLOSE.ask(vertx, new Close(figures(stream, sent), outcome, 0, null)).await();
  }

  static Report figures(Opened stream, long sent) {
    return new Report(stream.streamId(), 1000L, 0, sent, sent);
  }

  double live(String lane) {
    return meters.get("tvn.streams.live").tag("lane", lane).gauge().value();
  }

  double count(String name, String tag, @Nullable String value) {
    var search = meters.get(name);
    return (value == null ? search : search.tag(tag, value)).counter().count();
  }

  /** The first book, which is written beside the answer that its stream is closed. */
  JsonObject book() {
    var books = books().timeout(10, TimeUnit.SECONDS).await();
    return new JsonObject(books.get(0).get(1).get(1).toString());
  }

  private Future<Response> books() {
    return store
        .send(Command.XRANGE, "t:rl:books", "-", "+")
        .map(Objects::requireNonNull)
        .compose(books ->
            books.size() > 0
                ? Future.succeededFuture(books)
                : vertx.timer(10, TimeUnit.MILLISECONDS).compose(_ -> books()));
  }

  @Nullable Double lease(Opened stream) {
    var score =
        store.send(Command.ZSCORE, "t:tk:{" + GUEST.id() + "}:slots", stream.streamId()).await();
    return score == null ? null : score.toDouble();
  }

  long position() throws InterruptedException {
    return take(progress).position();
  }

  static <T> T take(LinkedBlockingQueue<T> queue) throws InterruptedException {
    return Objects.requireNonNull(queue.poll(5, TimeUnit.SECONDS), "nothing was told");
  }
}
