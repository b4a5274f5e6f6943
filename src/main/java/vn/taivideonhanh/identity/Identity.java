package vn.taivideonhanh.identity;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a request is counted against, and what its credential lets it do.
 *
 * @param id stable and opaque, 1 to 64 characters of {@code [A-Za-z0-9_-]}; part of Redis keys and
 *     of a token's {@code sub}, so it never holds an address or a name
 * @param kind what sort of person this is
 * @param tier the key of a tier in the configuration
 * @param role what the person may do with the server; as it was when the request came
 * @param scopes what the request may do; all, unless an API key was shown
 */
public record Identity(String id, Kind kind, String tier, Role role, Set<Scope> scopes) {
  private static final Set<Scope> ALL = Set.copyOf(EnumSet.allOf(Scope.class));

  /** Records of before there were roles and scopes lack them. */
  @SuppressWarnings("NullAway") // Jackson gives null for a field that is not there
  public Identity(
      String id, Kind kind, String tier, @Nullable Role role, @Nullable Set<Scope> scopes) {
    this.id = id;
    this.kind = kind;
    this.tier = tier;
    this.role = role == null ? usual(kind) : role;
    this.scopes = scopes == null ? ALL : Set.copyOf(scopes);
  }

  /** Somebody with the role that goes with the kind, who may do all of it. */
  public Identity(String id, Kind kind, String tier) {
    this(id, kind, tier, usual(kind), ALL);
  }

  private static Role usual(Kind kind) {
    return switch (kind) {
      case GUEST, MEMBER -> Role.USER;
      case OWNER -> Role.ADMIN;
    };
  }

  /** The sorts of people. */
  public enum Kind {
    /** Not logged in; known by an address prefix. */
    GUEST,
    /** Somebody with an account. */
    MEMBER,
    /** The one person of a server in {@code single} mode; no limits. */
    OWNER
  }
}
