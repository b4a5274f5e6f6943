package vn.taivideonhanh.egress;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Gives children the one way to the outside that they may use. Safe on any thread. */
public interface Proxies {
  /** What a child is about, which decides how much it may fetch. */
  enum Kind {
    /** One run of yt-dlp that reads a page. */
    ANALYSIS,
    /** One run of yt-dlp that writes a video. */
    STREAM
  }

  /**
   * A way out for one job, until it is closed or its time is up.
   *
   * @param job {@code [A-Za-z0-9_-]{1,64}}; for the log, need not be unique
   * @throws vn.taivideonhanh.problem.Failure {@code UNAVAILABLE} when the guard does not run
   */
  Pass open(String job, Kind kind);

  /** The port in every pass's address; 0 while there is none. */
  default int port() {
    return 0;
  }

  /**
   * A Unix socket that is as good as the port in a pass's address, for children without a network:
   * absolute, at most 103 octets. Null on a machine that has none.
   */
  default @Nullable Path socket() {
    return null;
  }
}
