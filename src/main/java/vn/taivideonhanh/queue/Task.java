package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** What a {@link Worker} does with jobs. */
public interface Task {
  /** Does a job. The future completes within a bounded time, and soon after {@link #abort}. */
  Future<Outcome> run(Job job);

  /** Stops doing a job: it was cancelled, lost, or the worker ends. */
  void abort(Job job);

  /** What is kept with a job whose attempts ended without a word. */
  Buffer silence();
}
