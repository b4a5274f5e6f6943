package vn.taivideonhanh.token;

import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.token.TokenMessages.Usage;

/**
 * How much a person has taken.
 *
 * @param live tokens at once
 * @param hour tokens of the last hour
 * @param day downloads of the day
 * @param bytes of the day
 * @param streams that run
 * @param hourEasesAt when the oldest token of the hour does not count any more, epoch milliseconds;
 *     0 when that is not known
 */
record Counts(int live, int hour, int day, long bytes, int streams, long hourEasesAt) {
  Counts(int live, int hour, int day, long bytes, int streams) {
    this(live, hour, day, bytes, streams, 0);
  }

  Counts easing(long at) {
    return new Counts(live, hour, day, bytes, streams, at);
  }

  /** Reads five numbers of a reply, from that index on. */
  static Counts of(Reply reply, int from) {
    return new Counts(
        reply.count(from),
        reply.count(from + 1),
        reply.count(from + 2),
        reply.number(from + 3),
        reply.count(from + 4));
  }

  Usage within(String name, Tier tier, Moment now) {
    return new Usage(
        name,
        live,
        tier.tokensAtOnce(),
        hour,
        tier.tokensPerHour(),
        day,
        tier.downloadsPerDay(),
        bytes,
        tier.dayBytes(),
        streams,
        tier.streamsAtOnce(),
        now.dayEnd(),
        hourEasesAt == 0 ? null : Long.valueOf(hourEasesAt));
  }
}
