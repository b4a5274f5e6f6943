package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.http.TokenView.UsageView;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.token.TokenMessages.Usage;

/** What a person may do and has done, as JSON; schema {@code Allowance} of the contract. */
record AllowanceView(
    String tier,
    @Nullable String tierUntil,
    UsageView usage,
    Left left,
    @Nullable Long bytesPerSecond,
    int queueWeight,
    @Nullable Long longestVideoSeconds,
    @Nullable List<String> presets) {

  static AllowanceView of(Identity who, Tier tier, Usage usage) {
    var rate = tier.bytesPerSecond();
    var longest = tier.longestVideo();
    return new AllowanceView(
        usage.tier(),
        who.tier().equals(usage.tier()) ? Wire.timeOrNull(who.tierUntil()) : null,
        UsageView.of(usage),
        Left.of(usage),
        rate == 0 ? null : Long.valueOf(rate),
        tier.queueWeight(),
        longest == null ? null : Long.valueOf(longest.toSeconds()),
        tier.presets());
  }

  /** What is left of each limit there is; schema {@code Left}. */
  record Left(
      @Nullable Long tokens,
      @Nullable Long hour,
      @Nullable Long day,
      @Nullable Long dayBytes,
      @Nullable Long streams) {
    static Left of(Usage usage) {
      return new Left(
          rest(usage.tokensLimit(), usage.tokens()),
          rest(usage.hourLimit(), usage.hour()),
          rest(usage.dayLimit(), usage.day()),
          rest(usage.dayBytesLimit(), usage.dayBytes()),
          rest(usage.streamsLimit(), usage.streams()));
    }

    private static @Nullable Long rest(@Nullable Number limit, long taken) {
      return limit == null ? null : Long.valueOf(Math.max(0, limit.longValue() - taken));
    }
  }
}
