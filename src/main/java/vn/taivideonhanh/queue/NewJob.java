package vn.taivideonhanh.queue;

import java.util.regex.Pattern;

/**
 * A job to be added.
 *
 * @param id {@code [A-Za-z0-9_-]{1,64}}, never used before
 * @param person whom it is counted against, without spaces
 * @param weight how many of this person's jobs may go before another person's next one, from 1
 * @param fingerprint of the work, {@code [A-Za-z0-9_-]{1,64}}
 * @param payload one line
 * @param notBefore an ended job of the same fingerprint is an answer if it ended at this time or
 *     later; epoch milliseconds
 * @param limit how many jobs the person may have waiting
 */
public record NewJob(
    String id,
    String person,
    int weight,
    String fingerprint,
    String payload,
    long notBefore,
    int limit) {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  public NewJob {
    for (var word : new String[] {id, person, fingerprint}) {
      if (!WORD.matcher(word).matches()) {
        throw new IllegalArgumentException("not a word: " + word);
      }
    }
    if (payload.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("a payload is one line");
    }
  }
}
