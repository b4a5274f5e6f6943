package vn.taivideonhanh.config;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The limits of each tier as they are now; they may change while the program runs. */
public final class Tiers {
  private static final String FALLBACK = "free";

  private final Supplier<Map<String, Tier>> source;

  /**
   * @param source asked at each use
   */
  public Tiers(Supplier<Map<String, Tier>> source) {
    this.source = source;
  }

  /** The tier of that name; {@code free} for a name that is not configured any more. */
  public Tier named(String name) {
    var all = all();
    return Objects.requireNonNull(all.getOrDefault(name, all.get(FALLBACK)), FALLBACK);
  }

  /** Every tier by its name. */
  public Map<String, Tier> all() {
    return source.get();
  }
}
