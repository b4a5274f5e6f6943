package vn.taivideonhanh.token;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Tier;

/** Tiers of which only some limits matter. */
public final class TestTiers {
  public static final Tier OWNER = new Tier(null, null, null, null, null, null, 4, null, null);

  private TestTiers() {}

  /** One that counts downloads, tokens and streams. */
  public static Tier of(int downloads, int tokens, int tokensPerHour, int streams) {
    return new Tier(downloads, null, tokens, tokensPerHour, streams, null, 1, null, null);
  }

  /** The usual one with a limit of bytes. */
  public static Tier ofBytes(@Nullable Integer dayMiB) {
    return new Tier(10, dayMiB, 5, 20, 3, null, 1, null, null);
  }
}
