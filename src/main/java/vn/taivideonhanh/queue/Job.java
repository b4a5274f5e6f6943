package vn.taivideonhanh.queue;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is kept.
 *
 * @param attempt of the last lease, from 1; 0 before the first
 * @param stalls how often its worker fell silent
 * @param token of the last lease; a later lease has a greater one
 * @param addedAt epoch milliseconds
 * @param endedAt epoch milliseconds; 0 until then
 * @param person whom it is counted against
 * @param fingerprint jobs of the same one are the same work
 * @param payload one line
 * @param tail the result, or the last failure
 */
public record Job(
    String id,
    JobState state,
    int attempt,
    int stalls,
    long token,
    long addedAt,
    long endedAt,
    String person,
    String fingerprint,
    String payload,
    @Nullable Buffer tail) {

  private static final int FACTS = 44;

  /** Reads the form that {@code package-info} describes. */
  static Job parse(String id, Buffer record) {
    var line = end(record, FACTS);
    var payloadEnd = end(record, line + 1);
    var facts = record.getString(FACTS, line).split(" ", -1);
    return new Job(
        id,
        JobState.of((char) record.getByte(0)),
        (int) number(record, 1, 3),
        (int) number(record, 3, 5),
        number(record, 5, 17),
        number(record, 30, 43),
        number(record, 17, 30),
        facts[0],
        facts[1],
        record.getString(line + 1, payloadEnd),
        payloadEnd < record.length() ? record.getBuffer(payloadEnd + 1, record.length()) : null);
  }

  private static long number(Buffer record, int start, int end) {
    return Long.parseLong(record.getString(start, end, StandardCharsets.US_ASCII.name()));
  }

  private static int end(Buffer record, int start) {
    var i = start;
    while (i < record.length() && record.getByte(i) != '\n') {
      i++;
    }
    return i;
  }

  /** How the lease is called. */
  String lease() {
    return id + ":" + token;
  }
}
