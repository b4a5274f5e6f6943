package vn.taivideonhanh.config;

/** Refuses values that cannot work, by the path of their key. */
final class Check {
  private Check() {}

  static void that(boolean holds, String key, String rule) {
    if (!holds) {
      throw new ConfigException(key, rule);
    }
  }

  static void range(int value, int least, int most, String key) {
    that(
        value >= least && value <= most,
        key,
        "must be from %d to %d, not %d".formatted(least, most, value));
  }
}
