package vn.taivideonhanh.queue;

import java.time.Duration;

/** Hears what the workers of a node do, to count it. Called often: it must be quick. */
public interface QueueMeter {
  /** A job was begun for the first time, after it could have been for so long. */
  void begun(Duration waited);

  /** An attempt has ended so, after so long. */
  void ended(JobState state, Duration ran);

  /** An attempt has ended without effect, since the job was not the worker's any more. */
  void lost();

  /** Ended jobs were looked through, and so many were too old and dropped. */
  void swept(int dropped);

  /** A schedule's job was not taken, since too many wait: this time is skipped. */
  void skipped();
}
