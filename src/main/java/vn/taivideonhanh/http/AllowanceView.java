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
        rate == 0 ? null : Long.valueOf(rate),
        tier.queueWeight(),
        longest == null ? null : Long.valueOf(longest.toSeconds()),
        tier.presets());
  }
}
