package vn.taivideonhanh.queue;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A job as it is kept, in the form that {@code package-info} describes. */
public final class Job {
  private static final int TOKEN = 6;

  private final String id;
  private final Buffer record;

  /** Where the facts begin, with a space; where they end; where the payload ends. */
  private final int facts;

  private final int line;
  private final int payload;
  private final long token;
  private final long endedAt;
  private String @Nullable [] words;
  private volatile boolean noted;

  private Job(String id, Buffer record) {
    this.id = id;
    this.record = record;
    this.facts = end(record, TOKEN, ' ');
    this.line = end(record, facts, '\n');
    this.payload = end(record, Math.min(line + 1, record.length()), '\n');
    var comma = end(record, TOKEN, ',');
    this.token = number(TOKEN, Math.min(comma, facts));
    this.endedAt = comma < facts ? number(comma + 1, facts) : 0;
  }

  static Job parse(String id, Buffer record) {
    return new Job(id, record);
  }

  private static int end(Buffer record, int start, char mark) {
    var i = start;
    while (i < record.length() && record.getByte(i) != mark) {
      i++;
    }
    return i;
  }

  private long number(int start, int end) {
    var number = 0L;
    for (var i = start; i < end; i++) {
      number = 10 * number + record.getByte(i) - '0';
    }
    return number;
  }

  private String word(int index) {
    if (words == null) {
      words = record.getString(facts + 1, line, StandardCharsets.US_ASCII.name()).split(" ", -1);
    }
    return words[index];
  }

  public String id() {
    return id;
  }

  public JobState state() {
    return JobState.of((char) record.getByte(0));
  }

  /** Of the last lease, from 1; 0 before the first. */
  public int attempt() {
    return (int) number(1, 3);
  }

  /** How often its worker fell silent. */
  public int stalls() {
    return (int) number(3, 5);
  }

  /** Of the last lease; a later lease has a greater one. */
  public long token() {
    return token;
  }

  /** Epoch milliseconds. */
  public long addedAt() {
    return Long.parseLong(word(0));
  }

  /** Epoch milliseconds; 0 until then. */
  public long endedAt() {
    return endedAt;
  }

  /** Whom it is counted against. */
  public String person() {
    return word(1);
  }

  public int weight() {
    return Integer.parseInt(word(2));
  }

  /** Of jobs that share a limit; empty for none. */
  public String group() {
    return optional(word(3));
  }

  /** Jobs of the same one are the same work; empty for none. */
  public String fingerprint() {
    return optional(word(4));
  }

  public int priority() {
    return Integer.parseInt(word(5));
  }

  /** When it was to start at the earliest; epoch milliseconds, 0 for at once. */
  public long notBefore() {
    return Long.parseLong(word(6));
  }

  private static String optional(String word) {
    return word.equals("-") ? "" : word;
  }

  /** One line. */
  public String payload() {
    return record.getString(Math.min(line + 1, record.length()), payload);
  }

  /** The result, or the last failure. */
  public @Nullable Buffer tail() {
    return payload < record.length() ? record.getBuffer(payload + 1, record.length()) : null;
  }

  /** How the lease is called. */
  String lease() {
    return id + ":" + token;
  }

  /** Its worker has told what it does. */
  void note() {
    noted = true;
  }

  /** Whether the claim has counted it in a lane. */
  boolean laned() {
    return record.getByte(TOKEN - 1) != '-';
  }

  /** The lanes in which the claim has counted it, and whether its worker has told what it does. */
  String traces() {
    return (char) record.getByte(TOKEN - 1) + (noted ? "n" : "");
  }

  /** Its record in another state. */
  Buffer as(JobState state, int attempt, long endedAt, @Nullable Buffer tail) {
    var head = new StringBuilder(32).append(state.mark());
    head.append((char) ('0' + attempt / 10)).append((char) ('0' + attempt % 10));
    head.append((char) record.getByte(3)).append((char) record.getByte(4));
    head.append('-').append(token);
    if (endedAt > 0) {
      head.append(',').append(endedAt);
    }
    var other = Buffer.buffer(payload + 32 + (tail == null ? 0 : tail.length()));
    other.appendString(head.toString()).appendBuffer(record, facts, payload - facts);
    return tail == null ? other : other.appendByte((byte) '\n').appendBuffer(tail);
  }
}
