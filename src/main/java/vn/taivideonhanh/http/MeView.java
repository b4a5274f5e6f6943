package vn.taivideonhanh.http;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Profile;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.identity.Role;

/** Whoever asks, as JSON; schema {@code Me} of the contract. */
record MeView(
    String kind,
    String tier,
    Role role,
    String mode,
    String registration,
    @Nullable ProviderView provider,
    boolean mail,
    @Nullable ProfileView account,
    @Nullable AllowanceView allowance) {
  static MeView of(AppConfig config, Identity who, @Nullable Profile profile) {
    return new MeView(
        Wire.word(who.kind()),
        who.tier(),
        profile == null ? who.role() : profile.role(),
        Wire.word(config.accessMode()),
        config.accounts().registration(),
        ProviderView.of(config),
        config.mail().on() && config.accessMode() != Mode.SINGLE,
        profile == null ? null : ProfileView.of(profile),
        null);
  }

  /** The same with what one may still do. */
  MeView with(@Nullable AllowanceView left) {
    return new MeView(kind, tier, role, mode, registration, provider, mail, account, left);
  }

  /** A login provider. */
  record ProviderView(String label) {
    static @Nullable ProviderView of(AppConfig config) {
      return config.oidc().on() && config.accessMode() != Mode.SINGLE
          ? new ProviderView(config.oidc().label())
          : null;
    }
  }

  /** An account; schema {@code Account}. */
  record ProfileView(
      String id,
      String name,
      @Nullable String email,
      Role role,
      String tier,
      @Nullable String tierUntil,
      boolean blocked,
      String createdAt,
      String seenAt,
      boolean secondFactor,
      @Nullable Integer recoveryCodes,
      boolean password,
      boolean linked,
      boolean emailConfirmed) {
    static ProfileView of(Profile profile) {
      return new ProfileView(
          profile.personId(),
          profile.name(),
          profile.email(),
          profile.role(),
          profile.tier(),
          Wire.timeOrNull(profile.tierUntil()),
          profile.blocked(),
          Wire.time(profile.createdAt()),
          Wire.time(profile.seenAt()),
          profile.recoveryCodes() != null,
          profile.recoveryCodes(),
          profile.password(),
          profile.linked(),
          profile.emailConfirmed());
    }
  }
}
