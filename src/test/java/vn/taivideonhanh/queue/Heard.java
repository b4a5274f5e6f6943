package vn.taivideonhanh.queue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a queue tells its meter. */
final class Heard implements QueueMeter {
  final AtomicInteger skipped = new AtomicInteger();
  final AtomicInteger dropped = new AtomicInteger();

  @Override
  public void begun(Duration waited) {}

  @Override
  public void ended(JobState state, Duration ran) {}

  @Override
  public void lost() {}

  @Override
  public void swept(int jobs) {
    dropped.addAndGet(jobs);
  }

  @Override
  public void skipped() {
    skipped.incrementAndGet();
  }
}
