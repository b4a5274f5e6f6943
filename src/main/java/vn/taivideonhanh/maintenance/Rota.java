package vn.taivideonhanh.maintenance;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.maintenance.MaintenanceMessages.Ran;

/** Runs the tasks that are due and that no other node has, one after the other. */
final class Rota {
  private static final Logger LOG = LoggerFactory.getLogger(Rota.class);

  /** A task that takes longer is given up; the lease outlives it, so that no two run at once. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private static final Duration LEASE = Duration.ofMinutes(5);

  private final MaintenanceSettings settings;
  private final TakeTurnScript take;
  private final EndTurnScript end;
  private final Map<String, AtomicLong> lastRun = new ConcurrentHashMap<>();

  Rota(MaintenanceSettings settings) {
    this.settings = settings;
    this.take = new TakeTurnScript(settings.store(), LEASE);
    this.end = new EndTurnScript(settings.store());
  }

  /** Looks at every task once; never fails. */
  Future<?> round() {
    Future<?> done = Future.succeededFuture();
    for (var task : settings.tasks()) {
      done = done.compose(_ -> visit(task));
    }
    return done;
  }

  Future<Ran> look(Task task) {
    return settings
        .store()
        .send(Command.HMGET, keys(task).record(), "at", "removed")
        .map(Objects::requireNonNull)
        .map(record -> new Ran(task.name(), number(record.get(0)), number(record.get(1))));
  }

  private Future<?> visit(Task task) {
    var turn = UUID.randomUUID().toString();
    return take.run(keys(task), task.every(), turn, now())
        .compose(mine -> mine ? work(task, turn) : Future.succeededFuture())
        .recover(cause -> {
          LOG.warn("task {} could not be looked at: {}", task.name(), cause.getMessage());
          return Future.succeededFuture();
        });
  }

  private Future<Boolean> work(Task task, String turn) {
    return Future.<Long>future(promise -> task.run().get().onComplete(promise))
        .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(removed -> note(task, removed))
        .onFailure(cause -> LOG.warn("task {} failed", task.name(), cause))
        .otherwiseEmpty()
        .compose(removed -> end.run(keys(task), turn, removed, now()));
  }

  private void note(Task task, long removed) {
    LOG.debug("task {} done: {}", task.name(), removed);
    var meters = settings.meters();
    meters.counter("tvn.maintenance.removed", "task", task.name()).increment((double) removed);
    gauge(meters, task).set(TimeUnit.MILLISECONDS.toSeconds(now()));
  }

  private AtomicLong gauge(MeterRegistry meters, Task task) {
    return lastRun.computeIfAbsent(
        task.name(),
        name ->
            Objects.requireNonNull(
                meters.gauge(
                    "tvn.maintenance.last.success.seconds",
                    Tags.of("task", name),
                    new AtomicLong())));
  }

  private TaskKeys keys(Task task) {
    return new TaskKeys(settings.prefix(), task.name());
  }

  private static @Nullable Long number(@Nullable Response value) {
    return value == null ? null : value.toLong();
  }

  private long now() {
    return settings.clock().millis();
  }
}
