package vn.taivideonhanh.hook;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.hook.Letter.Event;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Added;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.NewJob;

/** Puts what happens into the queue, once for each endpoint that wants it. */
final class Crier {
  private static final Logger LOG = LoggerFactory.getLogger(Crier.class);
  private static final int ID_LENGTH = 40;
  private static final int URGENT = 9;
  private static final long TOLD_AGAIN_MILLIS = 60_000;

  private final HookSettings settings;
  private final JobQueue queue;
  private final List<Receiver> receivers;
  private final Disabled disabled;
  private long complainedAt;

  Crier(HookSettings settings, JobQueue queue, List<Receiver> receivers) {
    this.settings = settings;
    this.queue = queue;
    this.receivers = receivers;
    this.disabled = new Disabled(settings);
  }

  /** Tells those who want to know; nobody is waited for. */
  void tell(Event event) {
    var wanting = receivers.stream().filter(one -> one.events().contains(event.type())).toList();
    if (wanting.isEmpty()) {
      return;
    }
    disabled
        .all(wanting)
        .compose(off ->
            queue.addAll(
                wanting.stream()
                    .filter(one -> !off.containsKey(one.name()))
                    .map(one -> job(one, event))
                    .toList()))
        .compose(all -> Future.all(all.stream().map(Crier::accepted).toList()))
        .onSuccess(_ -> {})
        .onFailure(cause -> complain(event, cause));
  }

  /** A flood of what cannot be told shall not be one in the log, too. */
  private void complain(Event event, Throwable cause) {
    var now = settings.clock().millis();
    if (now - complainedAt >= TOLD_AGAIN_MILLIS) {
      complainedAt = now;
      LOG.warn("an event {} is not told: {}", event.type(), cause.getMessage());
    }
  }

  private static NewJob job(Receiver to, Event event) {
    var id = "msg_" + Receiver.digest(to.name() + "\n" + event.key()).substring(0, ID_LENGTH);
    var payload = Letter.of(to.name(), event).text();
    return new NewJob(id, to.name(), 1, "", payload, 0, HookSettings.WAITING_FOR_ONE);
  }

  private static Future<String> accepted(Added added) {
    return switch (added) {
      case Added.Accepted(var id, _) -> Future.succeededFuture(id);
      case Added.Refused _ ->
          Future.failedFuture(new Failure(ProblemCode.UNAVAILABLE, "Too many messages wait."));
    };
  }

  /** To one endpoint, whatever it wants to know; before all that waits for it. */
  Future<String> test(Receiver to, String key) {
    var data = new JsonObject().put("endpoint", to.name());
    var event = new Event("webhook.test", key, settings.clock().millis(), data);
    return queue.add(job(to, event).withPriority(URGENT)).compose(Crier::accepted);
  }
}
