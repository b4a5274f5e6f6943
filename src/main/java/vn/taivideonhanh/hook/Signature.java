package vn.taivideonhanh.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages as Standard Webhooks 1.0 has it: HMAC-SHA256 of {@code id.timestamp.body}. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /** The fields of a message. */
  static Map<String, String> fields(byte[] secret, String id, long epochSeconds, String body) {
    return Map.of(
        "content-type",
        "application/json",
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(epochSeconds),
        "webhook-signature",
        "v1," + of(secret, id + "." + epochSeconds + "." + body));
  }

  private static String of(byte[] secret, String content) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
