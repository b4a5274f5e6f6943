package vn.taivideonhanh.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
final class MovableClock implements InstantSource {
  static final long START = 1_700_000_000_000L;

  private final AtomicLong now = new AtomicLong(START);

  void move(Duration by) {
    now.addAndGet(by.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }
}
