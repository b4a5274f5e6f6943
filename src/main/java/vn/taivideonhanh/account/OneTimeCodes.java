package vn.taivideonhanh.account;

import io.vertx.ext.auth.otp.OtpKey;
import io.vertx.ext.auth.otp.OtpKeyGenerator;
import io.vertx.ext.auth.otp.impl.org.openauthentication.otp.OneTimePasswordAlgorithm;
import io.vertx.ext.auth.otp.totp.TotpAuth;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * One-time codes by time (RFC 6238): six digits, thirty seconds, SHA-1, as all authenticator apps
 * have it. The step before and the one after are taken, too; Vert.x's own check knows neither that
 * nor that a code holds once.
 */
final class OneTimeCodes {
  private static final int DIGITS = 6;
  private static final int SECRET_BYTES = 20;
  private static final long STEP = Duration.ofSeconds(30).toMillis();
  private static final String ISSUER = "TaiVideoNhanh";

  private OneTimeCodes() {}

  /** A new secret, base32. */
  static String secret() {
    return OtpKeyGenerator.create().generate(SECRET_BYTES).getKey();
  }

  /** For a QR code. */
  static String uri(String secret, String name) {
    return TotpAuth.create().generateUri(key(secret), ISSUER, name);
  }

  /** The step whose code that is; 0 when there is none near now. */
  static long step(String secret, String code, long now) {
    for (var step = now / STEP - 1; step <= now / STEP + 1; step++) {
      if (code(secret, step).equals(code)) {
        return step;
      }
    }
    return 0;
  }

  static String code(String secret, long step) {
    try {
      var bytes = key(secret).getKeyBytes();
      return OneTimePasswordAlgorithm.generateOTP(bytes, step, DIGITS, false, -1);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }

  private static OtpKey key(String secret) {
    return new OtpKey().setKey(secret).setAlgorithm("SHA1");
  }
}
