package vn.taivideonhanh.mail;

import vn.taivideonhanh.config.Mail;

/**
 * A letter.
 *
 * @param to one plain address
 * @param subject one line
 * @param text lines of plain text
 */
public record Letter(String to, String subject, String text) {
  public Letter {
    if (!Mail.isAddress(to) || !subject.chars().allMatch(c -> c >= ' ' && c != 127)) {
      throw new IllegalArgumentException("a letter's head has what may not be there");
    }
  }

  /** Letters hold links, which are in no log. */
  @Override
  public String toString() {
    return "a letter";
  }
}
