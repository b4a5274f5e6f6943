package vn.taivideonhanh.account;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is handed out, of which only the digest is kept: it names the account and the thing
 * it is for, so that it is found without a search, and has 160 random bits.
 *
 * @param person id of the account; empty for an invitation
 * @param item id of the session, key or invitation
 */
record Ticket(Sort sort, String person, String item, String secret) {
  private static final String PERSON = "u_";
  private static final int PERSON_LENGTH = 20;
  private static final int ITEM_LENGTH = 12;
  private static final int SECRET_LENGTH = 32;
  private static final Pattern PERSON_FORM = Pattern.compile(PERSON + "[a-z2-7]{20}");

  /** A new one for that account and thing. */
  static Ticket issue(Sort sort, String person, String item) {
    return new Ticket(sort, person, item, Secrets.random(SECRET_LENGTH));
  }

  /** The id of a new account. */
  static String newPerson() {
    return PERSON + Secrets.random(PERSON_LENGTH);
  }

  /** The id of a new session, key or invitation. */
  static String newItem() {
    return Secrets.random(ITEM_LENGTH);
  }

  /** Whether that can be the id of an account. */
  static boolean isPerson(String id) {
    return PERSON_FORM.matcher(id).matches();
  }

  /** Reads one; null when it is no ticket of that sort. */
  static @Nullable Ticket parse(Sort sort, String text) {
    var owner = sort == Sort.INVITE ? 0 : PERSON_LENGTH;
    var start = sort.prefix.length();
    var length = start + owner + ITEM_LENGTH + SECRET_LENGTH;
    if (text.length() != length
        || !text.startsWith(sort.prefix)
        || !text.substring(start).matches("[a-z2-7]+")) {
      return null;
    }
    var item = start + owner;
    return new Ticket(
        sort,
        owner == 0 ? "" : PERSON + text.substring(start, item),
        text.substring(item, item + ITEM_LENGTH),
        text.substring(item + ITEM_LENGTH));
  }

  /** Whose it would be; empty when it is no ticket of that sort. */
  static String owner(Sort sort, String text) {
    var ticket = parse(sort, text);
    return ticket == null ? "" : ticket.person();
  }

  /** As it is handed out. */
  String text() {
    var owner = person.isEmpty() ? "" : person.substring(PERSON.length());
    return sort.prefix + owner + item + secret;
  }

  /** As it is kept. */
  String digest() {
    return Secrets.digest(text());
  }

  /** No secret in a log. */
  @Override
  public String toString() {
    return sort + " " + item;
  }

  /** What there is; the prefix lets people and scanners of leaks know one when they see it. */
  enum Sort {
    REFRESH("tvr_"),
    KEY("tvn_"),
    RESET("tvs_"),
    CONFIRM("tvc_"),
    INVITE("tvi_");

    private final String prefix;

    Sort(String prefix) {
      this.prefix = prefix;
    }
  }
}
