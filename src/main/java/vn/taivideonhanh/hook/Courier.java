package vn.taivideonhanh.hook;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.egress.Posted;
import vn.taivideonhanh.egress.Posting;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.queue.Backoff;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.Outcome;
import vn.taivideonhanh.queue.Task;

/**
 * Delivers messages: only an answer of 2xx is a success, 410 ends all telling of that endpoint, and
 * everything else is tried again. Built and run on one event loop.
 */
final class Courier implements Task {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int GONE = 410;

  /** 429 and 503 may say for how long. */
  private static final Set<Integer> PAUSING = Set.of(429, 503);

  /** What no other attempt would change is a dead letter at once. */
  private static final Backoff NEVER = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), 1);

  private final Context home;
  private final HookSettings settings;
  private final JobQueue queue;
  private final Upstream upstream;
  private final Disabled disabled;
  private final Map<String, Receiver> receivers;
  private final Map<String, Promise<Outcome>> running = new ConcurrentHashMap<>();

  Courier(Vertx vertx, HookSettings settings, JobQueue queue, List<Receiver> receivers) {
    this.home = vertx.getOrCreateContext();
    this.settings = settings;
    this.queue = queue;
    this.upstream = settings.upstream().apply(vertx);
    this.disabled = new Disabled(settings);
    this.receivers =
        receivers.stream().collect(Collectors.toMap(Receiver::name, Function.identity()));
  }

  @Override
  public Future<Outcome> run(Job job) {
    var outcome = Promise.<Outcome>promise();
    running.put(job.id(), outcome);
    var letter = Letter.parse(job.payload());
    var receiver = receivers.get(letter.endpoint());
    var begun = settings.clock().millis();
    delivered(job, letter, receiver)
        // Before the end: who has no lease any more writes nothing.
        .compose(how -> noted(job, text(how), settings.clock().millis() - begun).map(_ -> how))
        .onSuccess(outcome::tryComplete)
        .onFailure(outcome::tryFail);
    return outcome.future().onComplete(_ -> running.remove(job.id(), outcome));
  }

  private Future<Outcome> delivered(Job job, Letter letter, @Nullable Receiver receiver) {
    if (receiver == null) {
      return Future.succeededFuture(never("the endpoint is not configured any more"));
    }
    return disabled
        .all(List.of(receiver))
        .compose(off ->
            off.isEmpty()
                ? post(job, letter, receiver)
                : Future.succeededFuture(never("the endpoint has said 410 before")));
  }

  private Future<Outcome> post(Job job, Letter letter, Receiver receiver) {
    var seconds = TimeUnit.MILLISECONDS.toSeconds(settings.clock().millis());
    var fields = Signature.fields(receiver.secrets(), job.id(), seconds, letter.body());
    var answer = Promise.<Posted>promise();
    var posting = new Posting(receiver.url(), fields, letter.body());
    // Redis answers where it likes, and an Upstream is used at home only.
    home.runOnContext(_ -> upstream.post(posting).onComplete(answer));
    return answer
        .future()
        .timeout(settings.webhooks().timeout().toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            posted -> answered(posted, receiver), cause -> Future.succeededFuture(failed(cause)));
  }

  private Future<Outcome> answered(Posted posted, Receiver receiver) {
    var status = posted.status();
    if (status / 100 == 2) {
      return Future.succeededFuture(
          new Outcome.Done(Buffer.buffer("status " + status), Duration.ZERO));
    }
    if (status == GONE) {
      LOG.warn("webhook {} has answered 410 and is told nothing any more", receiver.name());
      return disabled.add(receiver).map(_ -> never("status 410"));
    }
    return Future.succeededFuture(
        new Outcome.Failed(Buffer.buffer("status " + status), true, backoff(posted)));
  }

  /** Who asks for a pause gets it, but no longer one than there is between any two attempts. */
  private @Nullable Backoff backoff(Posted posted) {
    if (!PAUSING.contains(posted.status())) {
      return null;
    }
    var asked = RetryAfter.of(posted.retryAfter(), settings.clock().instant());
    var bound = settings.webhooks().longestPause();
    return settings.backoff(asked.compareTo(bound) > 0 ? bound : asked);
  }

  private static Outcome never(String why) {
    return new Outcome.Failed(Buffer.buffer(why), true, NEVER);
  }

  private static Outcome failed(Throwable cause) {
    var why = cause instanceof Failure failure ? failure.code().slug() : "no answer in time";
    return new Outcome.Failed(Buffer.buffer(why), true);
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var result, _) -> result.toString();
      case Outcome.Failed failed -> failed.cause().toString();
    };
  }

  private Future<Boolean> noted(Job job, String how, long millis) {
    var line =
        "%s attempt %d: %s after %d ms"
            .formatted(Letter.time(settings.clock().millis()), job.attempt(), how, millis);
    return queue
        .log(job, line)
        .onFailure(cause -> LOG.debug("an attempt is not in the log: {}", cause.getMessage()))
        .otherwise(false);
  }

  Future<Void> close() {
    return upstream.close();
  }

  /** The request goes on for a while; what comes of it is not waited for. */
  @Override
  public void abort(Job job) {
    var outcome = running.get(job.id());
    if (outcome != null) {
      outcome.tryComplete(new Outcome.Failed(Buffer.buffer("the node went down"), true));
    }
  }

  @Override
  public Buffer silence() {
    return Buffer.buffer("its node fell silent");
  }
}
