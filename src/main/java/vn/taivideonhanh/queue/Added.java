package vn.taivideonhanh.queue;

/** What came of adding a job. */
public sealed interface Added {
  /** There is a job that will answer, or has answered; not always the one that was to be added. */
  record Accepted(String id, How how) implements Added {}

  /** It was not added. */
  enum Refused implements Added {
    /** The person has too many jobs waiting. */
    PERSON_FULL,
    /** Too many jobs wait. */
    QUEUE_FULL
  }

  /** Which job it is. */
  enum How {
    /** The new one. */
    CREATED,
    /** One that waits or runs. */
    JOINED,
    /** One that has ended. */
    ANSWERED
  }
}
