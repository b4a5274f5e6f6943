package vn.taivideonhanh.token;

import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Client;

/**
 * A genuine token and who has it.
 *
 * @param digest its name in Redis
 * @param prefix digest of the address prefix it comes from
 * @param agent digest of the program it comes from
 * @param expiresAt epoch milliseconds, as it says itself
 */
record Bearer(PersonKeys keys, String digest, String prefix, String agent, long expiresAt) {
  static Bearer of(String redisPrefix, String token, Claims claims, Client client) {
    return new Bearer(
        new PersonKeys(redisPrefix, claims.person()),
        Digests.of(token),
        Digests.bound(claims.jti(), client.prefix()),
        Digests.bound(claims.jti(), client.agent()),
        claims.expiresAtMillis());
  }

  /** The same with only those digests that the token shall be bound to. */
  Bearer bound(Bind bind) {
    return switch (bind) {
      case NONE -> new Bearer(keys, digest, "", "", expiresAt);
      case IP -> new Bearer(keys, digest, prefix, "", expiresAt);
      case IP_AGENT -> this;
    };
  }

  String key() {
    return keys.token(digest);
  }
}
