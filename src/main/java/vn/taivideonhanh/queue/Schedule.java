package vn.taivideonhanh.queue;

import java.util.regex.Pattern;

/**
 * A job that is added again and again.
 *
 * @param name {@code [A-Za-z0-9_-]{1,48}}
 * @param job its id is not used: each one is called after the schedule and its time
 */
public record Schedule(String name, Timing timing, NewJob job) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,48}");

  public Schedule {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name: " + name);
    }
  }

  /** Its job of that time, epoch milliseconds. */
  NewJob at(long time) {
    return new NewJob(
        name + "-" + time,
        job.person(),
        job.weight(),
        job.fingerprint(),
        job.payload(),
        job.since(),
        job.limit(),
        new NewJob.More(job.more().group(), job.more().priority(), 0));
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
