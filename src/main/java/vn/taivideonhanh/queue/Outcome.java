package vn.taivideonhanh.queue;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt at a job went. */
public sealed interface Outcome {
  /**
   * Well.
   *
   * @param fresh for how long the result answers those who add the same work
   */
  record Done(Buffer result, Duration fresh) implements Outcome {}

  /**
   * Not well.
   *
   * @param cause kept with the job
   * @param again whether another attempt may help
   * @param backoff of this class of errors; null for that of the queue
   */
  record Failed(Buffer cause, boolean again, @Nullable Backoff backoff) implements Outcome {
    /** A failure of no particular class. */
    public Failed(Buffer cause, boolean again) {
      this(cause, again, null);
    }
  }
}
