package vn.taivideonhanh.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages as Standard Webhooks 1.0 has it: HMAC-SHA256 of {@code id.timestamp.body}. */
final class Signature {
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /** The fields of a message; a signature by each secret, with a space between them. */
  static Map<String, String> fields(
      List<byte[]> secrets, String id, long epochSeconds, String body) {
    var content = id + "." + epochSeconds + "." + body;
    return Map.of(
        "content-type",
        "application/json",
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(epochSeconds),
        "webhook-signature",
        secrets.stream()
            .map(secret -> "v1," + of(secret, content))
            .collect(Collectors.joining(" ")));
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
