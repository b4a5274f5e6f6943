package vn.taivideonhanh.maintenance;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
  private final Figures figures;
  private final Map<String, Ran> own = new ConcurrentHashMap<>();

  Rota(MaintenanceSettings settings) {
    this.settings = settings;
    this.take = new TakeTurnScript(settings.store(), LEASE);
    this.end = new EndTurnScript(settings.store());
    this.figures = new Figures(settings.meters(), settings.tasks());
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
    return task.everyNode()
        ? Future.succeededFuture(own.getOrDefault(task.name(), new Ran(task.name(), null, null)))
        : settings
            .store()
            .send(Command.HMGET, keys(task).record(), "at", "removed")
            .map(Objects::requireNonNull)
            .map(record -> new Ran(task.name(), number(record.get(0)), number(record.get(1))));
  }

  private Future<?> visit(Task task) {
    return (task.everyNode() ? mine(task) : shared(task))
        .compose(_ -> look(task))
        .onSuccess(figures::show)
        .recover(cause -> {
          LOG.warn("task {} could not be looked at: {}", task.name(), cause.getMessage());
          return Future.succeededFuture();
        });
  }

  private Future<?> shared(Task task) {
    var turn = UUID.randomUUID().toString();
    return take.run(keys(task), task.every(), turn, now())
        .compose(mine ->
            mine
                ? work(task).compose(removed -> end.run(keys(task), turn, removed, now()))
                : Future.succeededFuture());
  }

  private Future<?> mine(Task task) {
    var last = own.get(task.name());
    return last != null && last.at() != null && now() - last.at() < task.every().toMillis()
        ? Future.succeededFuture()
        : work(task)
            .onSuccess(removed -> {
              if (removed != null) {
                own.put(task.name(), new Ran(task.name(), now(), removed));
              }
            });
  }

  /** Null after a failure. */
  private Future<@Nullable Long> work(Task task) {
    return Future.<Long>future(promise -> task.run().get().onComplete(promise))
        .timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(removed -> {
          LOG.debug("task {} done: {}", task.name(), removed);
          figures.done(task, removed);
        })
        .onFailure(cause -> LOG.warn("task {} failed", task.name(), cause))
        .<@Nullable Long>map(removed -> removed)
        .otherwiseEmpty();
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
