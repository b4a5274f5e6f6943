package vn.taivideonhanh.account;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * A password as it is kept: {@code $argon2id$v=19$m=47104,t=1,p=1$salt$tag}, the PHC string format.
 * It keeps the cost that it was made with.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by Passwords alone, in constant time
record PasswordHash(int memoryKiB, int iterations, byte[] salt, byte[] tag) {
  static final int TAG_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=1\\$([A-Za-z0-9+/]{22})"
              + "\\$([A-Za-z0-9+/]{43})");

  /** One with a new salt and no tag yet. */
  static PasswordHash fresh(int memoryKiB, int iterations) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return new PasswordHash(memoryKiB, iterations, salt, new byte[0]);
  }

  static PasswordHash parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalStateException("a password in Redis is not in the PHC string format");
    }
    return new PasswordHash(
        Integer.parseInt(form.group(1)),
        Integer.parseInt(form.group(2)),
        Base64.getDecoder().decode(form.group(3)),
        Base64.getDecoder().decode(form.group(4)));
  }

  PasswordHash withTag(byte[] computed) {
    return new PasswordHash(memoryKiB, iterations, salt, computed);
  }

  String text() {
    var coder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=1$%s$%s"
        .formatted(memoryKiB, iterations, coder.encodeToString(salt), coder.encodeToString(tag));
  }

  /** Not in a log. */
  @Override
  public String toString() {
    return "a password's hash";
  }
}
