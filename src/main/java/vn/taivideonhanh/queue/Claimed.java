package vn.taivideonhanh.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a worker got.
 *
 * @param jobs leased to it
 * @param nextDue when the next job that pauses may go on, epoch milliseconds; null for none
 */
public record Claimed(List<Job> jobs, @Nullable Long nextDue) {
  public Claimed {
    jobs = List.copyOf(jobs);
  }
}
