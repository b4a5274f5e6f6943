package vn.taivideonhanh.freshness;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.extract.Ended;
import vn.taivideonhanh.freshness.FreshnessMessages.State;

/**
 * Keeps yt-dlp fresh. Two rounds go on beside each other: one looks whether another version should
 * be used, and is quick; the other looks for releases and tries them, and may take minutes. Runs on
 * an event loop; the rounds are on virtual threads.
 */
public final class FreshnessVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(FreshnessVerticle.class);
  private static final Duration LOOK = Duration.ofSeconds(10);

  private final FreshnessParts parts;
  private final Watch watch;
  private @Nullable Fetcher fetcher;
  private boolean looking;
  private boolean seeking;
  private boolean askedMeanwhile;

  public FreshnessVerticle(FreshnessParts parts) {
    this.parts = parts;
    this.watch = new Watch(parts.config().releases().watch());
  }

  /** Hears how analyses end; safe on any thread. */
  public Consumer<Ended> watch() {
    return watch;
  }

  @Override
  public Future<?> start() {
    var verdicts = new Verdicts(parts.store(), parts.config().redis().prefix());
    var steward = new Steward(parts, verdicts, watch, new Gauges(parts.meters()));
    var outside = new Fetcher(vertx, parts.config());
    fetcher = outside;
    var seeker = new Seeker(parts, verdicts, steward, outside);
    var desk = new Desk(parts, verdicts, steward, seeker, watch);
    serve(desk, () -> look(steward), () -> seek(seeker, steward, true));
    var every = parts.config().releases().check();
    var millis = (every.compareTo(LOOK) < 0 ? every : LOOK).toMillis();
    vertx.setPeriodic(
        millis,
        _ -> {
          look(steward);
          seek(seeker, steward, false);
        });
    return Future.succeededFuture();
  }

  private void serve(Desk desk, Runnable look, Runnable seek) {
    FreshnessMessages.LOOK.serve(vertx, _ -> apart(desk::state));
    FreshnessMessages.CHECK.serve(vertx, _ -> told(desk, () -> {}, seek));
    FreshnessMessages.USE.serve(vertx, use -> told(desk, () -> desk.use(use), look));
    FreshnessMessages.ROLL_BACK.serve(vertx, _ -> told(desk, desk::rollBack, look));
    FreshnessMessages.FORGET.serve(
        vertx,
        forget ->
            told(
                desk,
                () -> desk.forget(forget),
                () -> {
                  look.run();
                  seek.run();
                }));
  }

  /** Something that blocks and may fail. */
  private interface Step {
    void run() throws Exception;
  }

  private Future<State> told(Desk desk, Step step, Runnable then) {
    return apart(
            () -> {
              step.run();
              return desk.state();
            })
        .onSuccess(_ -> then.run());
  }

  private void look(Steward steward) {
    if (looking) {
      return;
    }
    looking = true;
    apart(
            () -> {
              steward.look();
              return true;
            })
        .onFailure(FreshnessVerticle::complain)
        .onComplete(_ -> looking = false);
  }

  private void seek(Seeker seeker, Steward steward, boolean now) {
    if (seeking) {
      askedMeanwhile |= now;
      return;
    }
    seeking = true;
    var asked = now || askedMeanwhile;
    askedMeanwhile = false;
    apart(() -> seeker.seek(asked))
        .onSuccess(found -> {
          if (found) {
            look(steward);
          }
        })
        .onFailure(FreshnessVerticle::complain)
        .onComplete(_ -> seeking = false);
  }

  private static void complain(Throwable cause) {
    LOG.warn("yt-dlp's versions could not be looked at: {}", cause.toString());
  }

  private <T> Future<T> apart(Callable<T> work) {
    var done =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return work.call();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            },
            Thread::startVirtualThread);
    return Future.fromCompletionStage(done, context)
        .recover(cause ->
            Future.failedFuture(
                cause instanceof CompletionException && cause.getCause() != null
                    ? cause.getCause()
                    : cause));
  }

  @Override
  public Future<?> stop() {
    return fetcher == null ? Future.succeededFuture() : fetcher.close();
  }
}
