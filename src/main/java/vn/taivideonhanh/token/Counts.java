package vn.taivideonhanh.token;

import vn.taivideonhanh.config.AppConfig.Tier;
import vn.taivideonhanh.token.TokenMessages.Usage;

/**
 * How much a person has taken.
 *
 * @param live tokens at once
 * @param hour tokens of the last hour
 * @param day downloads of the day
 */
record Counts(int live, int hour, int day) {
  /** Reads three numbers of a reply, from that index on. */
  static Counts of(Reply reply, int from) {
    return new Counts(reply.count(from), reply.count(from + 1), reply.count(from + 2));
  }

  Usage within(Tier tier, Moment now) {
    return new Usage(
        live,
        tier.tokensAtOnce(),
        hour,
        tier.tokensPerHour(),
        day,
        tier.downloadsPerDay(),
        now.dayEnd());
  }
}
