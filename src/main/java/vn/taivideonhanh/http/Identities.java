package vn.taivideonhanh.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.identity.Identity;

/**
 * Says who a client is. A guest's id is a keyed digest of the address prefix, so that ids in Redis
 * and in tokens do not tell addresses, and are the same on every node and after a restart.
 */
public final class Identities {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int ID_LENGTH = 22;
  private static final Identity OWNER = new Identity("owner", Identity.Kind.OWNER, "owner");

  private final Mode mode;
  private final SecretKeySpec key;

  /**
   * For one access mode.
   *
   * @param mode as {@code AppConfig.accessMode()} works it out
   * @param secret at least 32 bytes, the same on every node for as long as guests are to be known
   */
  public Identities(Mode mode, byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException("the secret must have 32 bytes at least");
    }
    this.mode = mode;
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Who comes from that address prefix. */
  Identity of(String prefix) {
    return switch (mode) {
      case SINGLE -> OWNER;
      case OPEN, MEMBERS, AUTO -> new Identity("g_" + digest(prefix), Identity.Kind.GUEST, "free");
    };
  }

  private String digest(String prefix) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      var bytes = mac.doFinal(prefix.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, ID_LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
