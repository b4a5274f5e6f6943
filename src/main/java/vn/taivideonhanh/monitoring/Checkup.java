package vn.taivideonhanh.monitoring;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.monitoring.MonitoringMessages.Health;
import vn.taivideonhanh.monitoring.MonitoringMessages.Part;
import vn.taivideonhanh.monitoring.MonitoringMessages.Status;

/**
 * Asks all probes at once, each with two seconds, through Vert.x's health checks; those know only
 * up and down, so the whole of what a probe found is kept beside them.
 */
final class Checkup {
  private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);
  private static final long PATIENCE_MILLIS = 2_000;
  private static final long FRESH_MILLIS = 2_000;

  private final InstantSource clock;
  private final List<Probe> probes;
  private final HealthChecks checks;
  private final Map<String, PartHealth> found = new HashMap<>();
  private @Nullable Future<Health> latest;
  private long latestAt;
  private long latestTurned;

  Checkup(Vertx vertx, InstantSource clock, List<Probe> probes) {
    this.clock = clock;
    this.probes = List.copyOf(probes);
    this.checks = HealthChecks.create(vertx);
    for (var probe : probes) {
      var _ = checks.register(probe.name(), PATIENCE_MILLIS, promise -> ask(probe, promise));
    }
  }

  private void ask(Probe probe, Promise<io.vertx.ext.healthchecks.Status> promise) {
    Future<PartHealth> asked;
    try {
      asked = probe.look().get();
    } catch (RuntimeException e) {
      asked = Future.failedFuture(e);
    }
    asked
        .onSuccess(health -> {
          found.put(probe.name(), health);
          promise.tryComplete(status(health));
        })
        .onFailure(cause -> {
          LOG.warn("part {} cannot be asked", probe.name(), cause);
          promise.tryFail(cause);
        });
  }

  private static io.vertx.ext.healthchecks.Status status(PartHealth health) {
    return new io.vertx.ext.healthchecks.Status()
        .setOk(health.status() != Status.DOWN)
        .setData(new JsonObject().put("sentence", health.sentence()));
  }

  /** How everything is, asked anew unless that was done a moment ago and nothing has turned. */
  Future<Health> health() {
    var known = latest;
    var turned = probes.stream().filter(probe -> probe.turned().getAsBoolean()).count();
    if (known != null && turned == latestTurned && clock.millis() - latestAt < FRESH_MILLIS) {
      return known;
    }
    latestAt = clock.millis();
    latestTurned = turned;
    var asked =
        probes.isEmpty()
            ? Future.succeededFuture(judge(List.of()))
            : checks.checkStatus().map(result -> judge(parts(result)));
    latest = asked;
    return asked;
  }

  private List<Part> parts(CheckResult result) {
    var answered = new HashMap<String, CheckResult>();
    result.getChecks().forEach(check -> answered.put(check.getId(), check));
    return probes.stream().map(probe -> part(probe, answered.get(probe.name()))).toList();
  }

  private Part part(Probe probe, @Nullable CheckResult check) {
    var health = found.remove(probe.name());
    // Without both there was no answer in time, and a late one of an earlier round does not count.
    return health == null || check == null || check.getStatus().isProcedureInError()
        ? new Part(
            probe.name(), Status.DOWN, probe.critical(), "It does not answer in time.", Map.of())
        : new Part(
            probe.name(), health.status(), probe.critical(), health.sentence(), health.figures());
  }

  private Health judge(List<Part> parts) {
    var down = parts.stream().anyMatch(p -> p.critical() && p.status() == Status.DOWN);
    var well = parts.stream().allMatch(p -> p.status() == Status.UP);
    var status = down ? Status.DOWN : well ? Status.UP : Status.DEGRADED;
    return new Health(status, true, !down, clock.millis(), parts);
  }
}
