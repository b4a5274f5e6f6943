package vn.taivideonhanh.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. */
final class Digests {
  private Digests() {}

  /** The name of a token: of its exact spelling, so that another spelling is another token. */
  static String of(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * A value that a token is bound to. The token's own id, which only its holder has, is mixed in:
   * without it the few addresses there are could be tried one by one.
   */
  static String bound(String jti, String value) {
    return of(jti + '\n' + value);
  }
}
