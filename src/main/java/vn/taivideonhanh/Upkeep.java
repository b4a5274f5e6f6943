package vn.taivideonhanh;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.egress.SocketFile;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.http.Farewell;
import vn.taivideonhanh.maintenance.MaintenanceSettings;
import vn.taivideonhanh.maintenance.MaintenanceVerticle;
import vn.taivideonhanh.maintenance.Task;
import vn.taivideonhanh.process.WorkFolder;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.samples.SampleLog;
import vn.taivideonhanh.token.TokenUpkeep;

/** What is to be cleaned up, and how often. */
final class Upkeep {
  private static final Duration HOURLY = Duration.ofHours(1);
  private static final Duration LOOK = Duration.ofMinutes(1);

  private Upkeep() {}

  /** With what time is told and runs are counted. */
  record Figures(InstantSource clock, MeterRegistry meters) {}

  static MaintenanceVerticle verticle(
      Vertx vertx, AppConfig config, RedisStore kept, Toolbox tools, Figures figures) {
    var prefix = config.redis().prefix();
    var upkeep = new TokenUpkeep(kept, prefix, config.tokens(), figures.clock());
    var samples = new SampleLog(kept, prefix);
    var tasks =
        new ArrayList<>(
            List.of(
                new Task("tokens", HOURLY, upkeep::purge),
                new Task("keys", HOURLY, upkeep::turnKeys),
                new Task("samples", HOURLY, () -> samples.purge(figures.clock().millis())),
                new Task("folders", HOURLY, true, () -> sweep(vertx, tools))));
    if (config.accessMode() != AppConfig.Access.Mode.SINGLE) {
      tasks.add(new Task("leavers", HOURLY, new Farewell(vertx)::overdue));
    }
    return new MaintenanceVerticle(
        new MaintenanceSettings(kept, prefix, tasks, LOOK, figures.clock(), figures.meters()));
  }

  /** Removes what a killed server has left in the folder of work, and says how much. It blocks. */
  @CanIgnoreReturnValue
  static long sweep(Path work) {
    return WorkFolder.sweep(work) + SocketFile.sweep(work);
  }

  private static Future<Long> sweep(Vertx vertx, Toolbox tools) {
    return vertx.executeBlocking(() -> sweep(tools.work()), false).map(Objects::requireNonNull);
  }
}
