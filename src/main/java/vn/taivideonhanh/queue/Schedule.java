package vn.taivideonhanh.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * A job that is added again and again.
 *
 * @param name {@code [A-Za-z0-9_-]{1,48}}
 * @param job its id is not used: each one has an id of 26 lower-case letters and digits that is
 *     made of the schedule's name and the time
 */
public record Schedule(String name, Timing timing, NewJob job) {
  private static final int ID_LENGTH = 26;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,48}");

  public Schedule {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name: " + name);
    }
  }

  /** Its job of that time, epoch milliseconds: on all nodes and at each look the same. */
  NewJob at(long time) {
    return new NewJob(
        id(time),
        job.person(),
        job.weight(),
        job.fingerprint(),
        job.payload(),
        job.since(),
        job.limit(),
        new NewJob.More(job.more().group(), job.more().priority(), 0));
  }

  /** 26 digits of base 36 are 134 bits of the hash. */
  private String id(long time) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest((name + '-' + time).getBytes(UTF_8));
      var digits = new BigInteger(1, hash).toString(Character.MAX_RADIX);
      return "0".repeat(ID_LENGTH).concat(digits).substring(digits.length());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The form in which it is kept: timing, what is known of the job, payload, a line each. */
  String text() {
    return String.join(
        "\n",
        timing.text(),
        String.join(
            " ",
            job.person(),
            String.valueOf(job.weight()),
            "f" + job.fingerprint(),
            String.valueOf(job.since()),
            String.valueOf(job.limit()),
            "g" + job.more().group(),
            String.valueOf(job.more().priority())),
        job.payload());
  }

  static Schedule parse(String name, String text) {
    var lines = text.split("\n", 3);
    var words = lines[1].split(" ", -1);
    var job =
        new NewJob(
            name,
            words[0],
            Integer.parseInt(words[1]),
            words[2].substring(1),
            lines[2],
            Long.parseLong(words[3]),
            Integer.parseInt(words[4]),
            new NewJob.More(words[5].substring(1), Integer.parseInt(words[6]), 0));
    return new Schedule(name, Timing.parse(lines[0]), job);
  }
}
