package vn.taivideonhanh.queue;

/** Where a job stands. */
public enum JobState {
  /** In the queue. */
  WAITING('w'),
  /** Waiting for its time: to be tried again, or to start at all. */
  DELAYED('d'),
  /** Leased to a worker. */
  ACTIVE('a'),
  /** Ended, with a result. */
  COMPLETED('c'),
  /** Ended, with a failure that another attempt would not change. */
  FAILED('f'),
  /** Given up: no attempt is left, or too many workers fell silent. An operator may retry it. */
  DEAD('z'),
  /** Ended, since nobody waited for it any more. */
  CANCELLED('x');

  private final char mark;

  JobState(char mark) {
    this.mark = mark;
  }

  char mark() {
    return mark;
  }

  /** Whether nothing will change any more. */
  public boolean ended() {
    return this == COMPLETED || this == FAILED || this == DEAD || this == CANCELLED;
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
