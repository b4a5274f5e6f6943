package vn.taivideonhanh.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What ties one login at the provider to the browser that began it; each is a random word.
 *
 * @param state comes back with the code
 * @param nonce comes back in the ID token
 * @param verifier of PKCE, 43 to 128 characters; shown with the code
 */
public record Challenge(String state, String nonce, String verifier) {
  /** The digest of the verifier, RFC 7636 section 4.2. */
  String codeChallenge() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** No secret in a log. */
  @Override
  public String toString() {
    return "a challenge";
  }
}
