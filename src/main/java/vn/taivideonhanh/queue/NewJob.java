package vn.taivideonhanh.queue;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A job to be added. Adding a job of the same id again does nothing, as long as the first one is
 * kept; so an addition that may have failed can be repeated.
 *
 * @param id {@code [A-Za-z0-9_-]{1,64}}
 * @param person whom it is counted against, like an id
 * @param weight 1 to 100: how many jobs of this weight go for one of weight 1, while both wait
 * @param fingerprint of the work, like an id; jobs of the same one are the same work. Empty for
 *     none
 * @param payload one line
 * @param since an ended job of the same fingerprint is an answer if it ended at this time or later;
 *     epoch milliseconds
 * @param limit how many jobs the person may have waiting
 * @param more what most jobs do without
 */
public record NewJob(
    String id,
    String person,
    int weight,
    String fingerprint,
    String payload,
    long since,
    int limit,
    More more) {
  private static final int LONGEST = 64;
  private static final int MOST_WEIGHT = 100;

  /**
   * What most jobs do without.
   *
   * @param group of jobs that share a limit, {@code [A-Za-z0-9_.:-]{1,128}}; empty for none
   * @param priority 0 to 9; a person's job of a higher one goes before that person's others
   * @param notBefore when it may start; epoch milliseconds, 0 for at once
   */
  public record More(String group, int priority, long notBefore) {
    private static final Pattern GROUP = Pattern.compile("([A-Za-z0-9_.:-]{1,128})?");
    private static final int MOST_PRIORITY = 9;
    static final More NONE = new More("", 0, 0);

    public More {
      if (!GROUP.matcher(group).matches() || group.equals("-")) {
        throw new IllegalArgumentException("not a group: " + group);
      }
      if (priority < 0 || priority > MOST_PRIORITY) {
        throw new IllegalArgumentException("no priority " + priority);
      }
    }
  }

  public NewJob {
    requireWord(id);
    requireWord(person);
    if (!fingerprint.isEmpty()) {
      requireWord(fingerprint);
    }
    if (weight < 1 || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException("no weight " + weight);
    }
    if (payload.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a payload is one line");
    }
  }

  /** By hand, since a regular expression takes as long as all else that is done here for a job. */
  private static void requireWord(String word) {
    var right = !word.isEmpty() && word.length() <= LONGEST && !word.equals("-");
    for (var i = 0; right && i < word.length(); i++) {
      var c = word.charAt(i);
      var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      right = letter || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }
    if (!right) {
      throw new IllegalArgumentException("not a word: " + word);
    }
  }

  /** A job without more. */
  public NewJob(
      String id,
      String person,
      int weight,
      String fingerprint,
      String payload,
      long since,
      int limit) {
    this(id, person, weight, fingerprint, payload, since, limit, More.NONE);
  }

  /** The same in a group. */
  public NewJob inGroup(String group) {
    return with(new More(group, more.priority, more.notBefore));
  }

  /** The same with a priority. */
  public NewJob withPriority(int priority) {
    return with(new More(more.group, priority, more.notBefore));
  }

  /** The same, to start at that time or later. */
  public NewJob startingAt(Instant time) {
    return with(new More(more.group, more.priority, time.toEpochMilli()));
  }

  private NewJob with(More other) {
    return new NewJob(id, person, weight, fingerprint, payload, since, limit, other);
  }

  /** The form that {@code package-info} describes. */
  String record(long now) {
    return (more.notBefore > now ? "d" : "w")
        + "0000-0 "
        + now
        + ' '
        + person
        + ' '
        + weight
        + ' '
        + word(more.group)
        + ' '
        + word(fingerprint)
        + ' '
        + more.priority
        + ' '
        + more.notBefore
        + '\n'
        + payload;
  }

  private static String word(String word) {
    return word.isEmpty() ? "-" : word;
  }

  /** What the script wants to know, beside the person, the fingerprint and the record. */
  String plan() {
    var usual = weight + " " + limit;
    return since == 0 && more.priority == 0 && more.notBefore == 0
        ? usual
        : usual + ' ' + more.priority + ' ' + more.notBefore + ' ' + since;
  }
}
