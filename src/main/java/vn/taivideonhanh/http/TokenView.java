package vn.taivideonhanh.http;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Usage;

/** A new link as JSON; schema {@code Issued} of the contract. */
record TokenView(
    String token,
    String streamUrl,
    String eventsUrl,
    String expiresAt,
    String fileName,
    String mediaType,
    Lane lane,
    Size size,
    boolean resumable,
    UsageView usage) {

  static TokenView of(Issued issued) {
    return new TokenView(
        issued.token(),
        "/api/streaming/stream/" + issued.token(),
        "/api/streaming/token/" + issued.token() + "/events",
        Wire.time(issued.expiresAt()),
        issued.fileName(),
        issued.mediaType(),
        issued.lane(),
        issued.size(),
        issued.resumable(),
        UsageView.of(issued.usage()));
  }

  /** What is taken of one's limits; schema {@code Usage}. */
  record UsageView(
      int tokens,
      @Nullable Integer tokensLimit,
      int hour,
      @Nullable Integer hourLimit,
      int day,
      @Nullable Integer dayLimit,
      long dayBytes,
      @Nullable Long dayBytesLimit,
      int streams,
      @Nullable Integer streamsLimit,
      String dayResetsAt,
      @Nullable String hourEasesAt) {
    static UsageView of(Usage usage) {
      return new UsageView(
          usage.tokens(),
          usage.tokensLimit(),
          usage.hour(),
          usage.hourLimit(),
          usage.day(),
          usage.dayLimit(),
          usage.dayBytes(),
          usage.dayBytesLimit(),
          usage.streams(),
          usage.streamsLimit(),
          Wire.time(usage.dayResetsAt()),
          Wire.timeOrNull(usage.hourEasesAt()));
    }
  }
}
