package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.Map;
import vn.taivideonhanh.plan.StreamPlan;

/** What a stream of an archive asks of those who know the token. On the event loop. */
public interface ArchiveDesk {
  /**
   * The same archive with fresh sources of one entry; never asked twice at the same time for one.
   *
   * @param entry from 0
   */
  Future<StreamPlan> renew(int entry);

  /** What was noted of the archive by this stream or others. */
  Future<Map<String, String>> notes();

  /** Keeps notes for streams to come, as well as it can; what was noted first stays. */
  Future<?> note(Map<String, String> notes);
}
