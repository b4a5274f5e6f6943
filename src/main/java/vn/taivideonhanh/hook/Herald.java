package vn.taivideonhanh.hook;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.analysis.QueueMessages.QueuedJob;
import vn.taivideonhanh.freshness.FreshnessMessages;
import vn.taivideonhanh.freshness.FreshnessMessages.RolledBack;
import vn.taivideonhanh.hook.Letter.Event;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Outcome;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/**
 * Makes events of the facts of other parts. What is told is what admins can see: ids, figures and
 * titles; no link, no address that somebody pasted.
 */
record Herald(Vertx vertx, Crier crier) {
  private static final Logger LOG = LoggerFactory.getLogger(Herald.class);
  private static final Set<String> FAILED = Set.of("failed", "dead");

  void listen() {
    var _ = RelayMessages.PROGRESS.hear(vertx, this::progressed);
    var _ = QueueMessages.NEWS.hear(vertx, this::moved);
    var _ = FreshnessMessages.ROLLED_BACK.hear(vertx, this::rolledBack);
  }

  /** Of many ranges of one file the one that reaches its end has finished it. */
  private void progressed(Progress now) {
    var total = now.total();
    if (now.outcome() == Outcome.CUT) {
      crier.tell(ended("download.cut", now));
    } else if (now.outcome() == Outcome.COMPLETE && (total == null || now.position() >= total)) {
      crier.tell(ended("download.finished", now));
    }
  }

  private static Event ended(String type, Progress now) {
    var data =
        new JsonObject()
            .put("streamId", now.streamId())
            .put("person", now.person())
            .put("title", now.title())
            .put("lane", now.lane().name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("position", now.position())
            .put("startedAt", Letter.time(now.startedAt()))
            .put("endedAt", Letter.time(now.at()));
    if (now.total() != null) {
      data.put("total", now.total());
    }
    return new Event(type, type + " " + now.streamId(), now.at(), data);
  }

  private void moved(QueueMessages.Event event) {
    var state = event.state();
    if (state != null && FAILED.contains(state)) {
      QueueMessages.READ
          .ask(vertx, new QueueMessages.Read(event.id()))
          .onSuccess(told -> crier.tell(failed(told.job())))
          .onFailure(cause -> LOG.warn("a failure is not told: {}", cause.getMessage()));
    }
  }

  private static Event failed(QueuedJob job) {
    var at = job.endedAt() == null ? job.addedAt() : job.endedAt();
    var data =
        new JsonObject()
            .put("requestId", job.id())
            .put("state", job.state())
            .put("person", job.person())
            .put("site", job.site())
            .put("attempts", job.attempt())
            .put("failedAt", Letter.time(at));
    if (job.problem() != null) {
      data.put("code", job.problem().code());
    }
    return new Event("job.failed", job.id() + " " + at, at, data);
  }

  private void rolledBack(RolledBack fact) {
    var data =
        new JsonObject()
            .put("version", fact.version())
            .put("replacement", fact.replacement())
            .put("reason", fact.reason());
    crier.tell(new Event("ytdlp.rolled-back", fact.version() + " " + fact.at(), fact.at(), data));
  }
}
