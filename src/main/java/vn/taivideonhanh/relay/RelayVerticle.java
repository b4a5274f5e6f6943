package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.token.TokenMessages;

/**
 * Answers {@link RelayMessages} for the streams of this node, one instance a node: it opens them
 * for tokens, keeps their slots and books, and says which must stop. The bytes themselves move
 * where the response is. Runs on an event loop.
 */
public final class RelayVerticle extends VerticleBase {
  /** Slots are kept so many times in a lease, so that one lost round does no harm. */
  private static final int ROUNDS = 3;

  private final RelaySettings settings;
  private @Nullable Streams streams;

  public RelayVerticle(RelaySettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    var people = People.of(settings);
    var running = new Streams(vertx, settings, people);
    streams = running;
    var drain = new Drain(vertx, running, settings.drainTimeout());
    vertx.setPeriodic(
        Math.max(1, settings.slotLease().toMillis() / ROUNDS),
        _ -> running.keep().onComplete(_ -> {}));
    return Future.all(
        Stream.concat(people.serve(vertx), serve(running, drain))
            .map(MessageConsumer::completion)
            .toList());
  }

  private Stream<MessageConsumer<?>> serve(Streams running, Drain drain) {
    return Stream.of(
        RelayMessages.OPEN.serve(vertx, running::open),
        RelayMessages.HEAD.serve(vertx, running::head),
        RelayMessages.RENEW.serve(vertx, running::renew),
        RelayMessages.LEARN.serve(vertx, running::learn),
        RelayMessages.NOTE.serve(vertx, running::note),
        RelayMessages.REPORT.serve(vertx, report -> Future.succeededFuture(running.report(report))),
        RelayMessages.CLOSE.serve(vertx, running::close),
        RelayMessages.RECALL.serve(vertx, recall -> Future.succeededFuture(running.recall(recall))),
        RelayMessages.DRAIN.serve(vertx, _ -> drain.run()),
        TokenMessages.REVOKED.hear(vertx, token -> running.revoked(token.digest())));
  }

  @Override
  public Future<?> stop() {
    return streams == null ? Future.succeededFuture() : streams.endAll();
  }
}
