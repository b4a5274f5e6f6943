package vn.taivideonhanh.oidc;

import org.jspecify.annotations.Nullable;

/**
 * Whom a provider vouches for.
 *
 * @param issuer the provider
 * @param id at the provider, for ever
 * @param name as they may like to be called
 * @param email null when there is none, or the provider does not vouch for it
 * @param admin whether they have what makes an admin
 * @param manyFactors whether they showed more than one factor (RFC 8176, {@code mfa})
 */
public record Subject(
    String issuer,
    String id,
    @Nullable String name,
    @Nullable String email,
    boolean admin,
    boolean manyFactors) {}
