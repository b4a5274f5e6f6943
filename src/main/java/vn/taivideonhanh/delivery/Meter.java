package vn.taivideonhanh.delivery;

import org.jspecify.annotations.Nullable;

/** The running figures of one stream. */
final class Meter {
  private @Nullable Long promised;
  private long offset;
  private long sent;
  private long upstream;
  private int retries;

  void promise(long first, @Nullable Long length) {
    offset = first;
    promised = length;
  }

  void sent(long bytes) {
    sent += bytes;
  }

  void received(long bytes) {
    upstream += bytes;
  }

  void retried() {
    retries++;
  }

  Figures figures() {
    return new Figures(promised, offset, sent, upstream, retries);
  }
}
