package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.ApiKey;
import vn.taivideonhanh.account.AccountMessages.MadeKey;
import vn.taivideonhanh.identity.Scope;

/**
 * An API key as JSON; schema {@code Key} of the contract.
 *
 * @param key its secret, when it was just made
 */
record KeyView(
    String id,
    String name,
    List<String> scopes,
    String createdAt,
    @Nullable String expiresAt,
    @Nullable String usedAt,
    @Nullable String key) {
  static Many all(List<ApiKey> keys) {
    return new Many(keys.stream().map(key -> of(key, null)).toList());
  }

  static KeyView made(MadeKey made) {
    return of(made.key(), made.secret());
  }

  private static KeyView of(ApiKey key, @Nullable String secret) {
    return new KeyView(
        key.id(),
        key.name(),
        key.scopes().stream().map(Scope::text).sorted().toList(),
        Wire.time(key.createdAt()),
        Wire.timeOrNull(key.expiresAt()),
        Wire.timeOrNull(key.usedAt()),
        secret);
  }

  /** Schema {@code Keys}. */
  record Many(List<KeyView> keys) {}
}
