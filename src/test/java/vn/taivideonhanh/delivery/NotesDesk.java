package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.StreamPlan;

/** Keeps notes as the relay does, in memory. */
final class NotesDesk implements ArchiveDesk {
  final Map<String, String> notes = new ConcurrentHashMap<>();

  /** For which entries new sources were asked. */
  final List<Integer> renewed = new CopyOnWriteArrayList<>();

  private final StreamPlan.@Nullable Archive fresh;

  /**
   * @param fresh what every renewal gives; null when none is expected
   */
  NotesDesk(StreamPlan.@Nullable Archive fresh) {
    this.fresh = fresh;
  }

  @Override
  public Future<StreamPlan> renew(int entry) {
    renewed.add(entry);
    return fresh == null ? Future.failedFuture("not to be renewed") : Future.succeededFuture(fresh);
  }

  @Override
  public Future<Map<String, String>> notes() {
    return Future.succeededFuture(Map.copyOf(notes));
  }

  @Override
  public Future<?> note(Map<String, String> news) {
    news.forEach(notes::putIfAbsent);
    return Future.succeededFuture();
  }
}
