package vn.taivideonhanh.queue;

/** Where a job stands. */
public enum JobState {
  /** In the queue. */
  WAITING('w'),
  /** Failed, and waiting for its next attempt. */
  DELAYED('d'),
  /** Leased to a worker. */
  ACTIVE('a'),
  /** Ended, with a result. */
  COMPLETED('c'),
  /** Ended, with a failure. */
  FAILED('f'),
  /** Ended, since nobody waited for it any more. */
  CANCELLED('x');

  private final char mark;

  JobState(char mark) {
    this.mark = mark;
  }

  /** Whether nothing will change any more. */
  public boolean ended() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }

  static JobState of(char mark) {
    for (var state : values()) {
      if (state.mark == mark) {
        return state;
      }
    }
    throw new IllegalArgumentException("no state " + mark);
  }
}
