package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.QueueLimits;
import vn.taivideonhanh.queue.Lane;
import vn.taivideonhanh.queue.Limit;
import vn.taivideonhanh.queue.QueueControl;

/** Tells the queue which limits are configured: at the start, and whenever they are other ones. */
final class ConfiguredLimits {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredLimits.class);
  private static final long LOOK_EVERY_MILLIS = 1000;

  private final QueueControl control;
  private final Supplier<QueueLimits> wanted;
  private @Nullable QueueLimits told;

  ConfiguredLimits(QueueControl control, Supplier<QueueLimits> wanted) {
    this.control = control;
    this.wanted = wanted;
  }

  /** Begins to look; the timer ends with the verticle whose context this is called on. */
  void start(Vertx vertx) {
    look();
    vertx.setPeriodic(LOOK_EVERY_MILLIS, _ -> look());
  }

  private void look() {
    var now = wanted.get();
    if (now.equals(told)) {
      return;
    }
    told = now;
    Future.all(
            control.configured(
                Lane.PEOPLE, limit(now.personRunning(), now.personStarts(), now.personPer())),
            control.configured(
                Lane.GROUPS, limit(now.siteRunning(), now.siteStarts(), now.sitePer())))
        .onSuccess(changed -> LOG.info("limits of the queue: {}, changed: {}", now, changed.list()))
        .onFailure(cause -> {
          LOG.warn("limits of the queue wait: {}", cause.getMessage());
          told = null;
        });
  }

  private static @Nullable Limit limit(int running, int starts, Duration per) {
    return running == 0 && starts == 0 ? null : new Limit(running, starts, per);
  }
}
