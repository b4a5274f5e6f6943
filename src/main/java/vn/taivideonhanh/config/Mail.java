package vn.taivideonhanh.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mail server by which letters are sent.
 *
 * @param host null sends none
 * @param port such as 587 with {@code starttls}, 465 with {@code tls}
 * @param tls {@code starttls} or {@code tls}, both required; {@code none} is for loopback
 * @param ca file of certificates as PEM, of which one must have signed the server's; null for those
 *     that Java trusts
 * @param from the address that letters come from
 * @param link for how long a link in a letter holds
 * @param waiting letters in all, 1 to 100,000
 * @param attempts at one letter, 1 to 10
 * @param pause longest before the second attempt; twice as long before each further one
 * @param timeout of one attempt
 */
public record Mail(
    @Nullable String host,
    int port,
    String tls,
    @Nullable String user,
    @Nullable String password,
    @Nullable Path ca,
    @Nullable String from,
    Duration link,
    int waiting,
    int attempts,
    Duration pause,
    Duration timeout) {
  private static final String ADDRESS =
      "[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

  public Mail {
    Check.range(port, 1, 65_535, "mail.port");
    Check.that(
        List.of("starttls", "tls", "none").contains(tls),
        "mail.tls",
        "must be starttls, tls or none");
    Check.that(
        host == null || !tls.equals("none") || HttpConfig.isLoopback(host),
        "mail.tls",
        "may be none on loopback only");
    Check.that(
        host == null || (from != null && isAddress(from)), "mail.from", "must be a mail address");
    Check.that(
        (user == null) == (password == null), "mail.password", "must be given with mail.user");
    Check.range(waiting, 1, 100_000, "mail.waiting");
    Check.range(attempts, 1, 10, "mail.attempts");
  }

  /** Whether letters can be sent. */
  public boolean on() {
    return host != null;
  }

  /** Whether a letter can be sent there: one plain address (RFC 5321), and no more in any line. */
  public static boolean isAddress(String text) {
    return text.length() <= 254 && text.matches(ADDRESS);
  }
}
