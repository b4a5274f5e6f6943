package vn.taivideonhanh.maintenance;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import vn.taivideonhanh.maintenance.MaintenanceMessages.Upkeep;

/**
 * Sees to it that every task is done when it is due, by one node at a time. Every node has one: a
 * node that dies is replaced when its lease ends. Runs on an event loop.
 */
public final class MaintenanceVerticle extends VerticleBase {
  private final MaintenanceSettings settings;
  private boolean busy;

  public MaintenanceVerticle(MaintenanceSettings settings) {
    this.settings = settings;
  }

  @Override
  public Future<?> start() {
    var rota = new Rota(settings);
    vertx.setPeriodic(1, settings.look().toMillis(), _ -> round(rota));
    MessageConsumer<?> consumer = MaintenanceMessages.LOOK.serve(vertx, _ -> look(rota));
    return consumer.completion();
  }

  private void round(Rota rota) {
    if (!busy) {
      busy = true;
      rota.round().onComplete(_ -> busy = false);
    }
  }

  private Future<Upkeep> look(Rota rota) {
    List<? extends Future<?>> all = settings.tasks().stream().map(rota::look).toList();
    return Future.all(all).map(done -> new Upkeep(done.list()));
  }
}
