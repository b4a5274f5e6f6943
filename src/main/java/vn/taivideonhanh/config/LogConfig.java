package vn.taivideonhanh.config;

import java.util.List;

/**
 * The log, on standard error.
 *
 * @param format {@code text} or {@code json}
 * @param level {@code error}, {@code warn}, {@code info}, {@code debug} or {@code trace}
 */
public record LogConfig(String format, String level) {
  public LogConfig {
    Check.that(List.of("text", "json").contains(format), "log.format", "must be text or json");
    Check.that(
        List.of("error", "warn", "info", "debug", "trace").contains(level),
        "log.level",
        "must be error, warn, info, debug or trace");
  }
}
