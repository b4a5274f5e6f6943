package vn.taivideonhanh.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Random words, and the digests by which they are kept. */
final class Secrets {
  /** Base32 of RFC 4648 in lower case: five bits a character. */
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** That many random characters of {@code [a-z2-7]}, five bits each. */
  static String random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return letters(bytes);
  }

  /** One character for the low five bits of each byte. */
  static String letters(byte[] bytes) {
    var text = new StringBuilder(bytes.length);
    for (var each : bytes) {
      text.append(LETTERS.charAt(each & 31));
    }
    return text.toString();
  }

  /** SHA-256 in lower-case hex; enough for what is random itself. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * HMAC SHA-256: a digest that only who has the key can compute, even of what is easy to guess.
   */
  static byte[] mac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
