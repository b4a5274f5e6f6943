package vn.taivideonhanh.http;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Monitoring;

/**
 * Who may see the figures and the parts' health: clients of the addresses that the configuration
 * allows, and whoever has its token.
 */
final class Operators {
  private static final String BEARER = "Bearer ";

  /** What a proxy adds; from a peer that is not trusted as one, its address says nothing. */
  private static final List<String> FORWARDED =
      List.of("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP");

  private final ClientAddress addresses;
  private final List<CidrBlock> allowed;
  private final byte @Nullable [] token;

  /**
   * For one node.
   *
   * @throws vn.taivideonhanh.config.ConfigException when {@code monitoring.allow} has no such block
   */
  Operators(Monitoring rule, ClientAddress addresses) {
    this.addresses = addresses;
    this.allowed = CidrBlock.all("monitoring.allow", rule.allow());
    this.token = rule.token() == null ? null : rule.token().getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the client that asks is one. */
  boolean include(HttpServerRequest request) {
    return hasToken(request.getHeader("Authorization")) || comesFromAllowed(request);
  }

  private boolean hasToken(@Nullable String authorization) {
    return token != null
        && authorization != null
        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && MessageDigest.isEqual(
            token,
            authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8));
  }

  private boolean comesFromAllowed(HttpServerRequest request) {
    var peer = String.valueOf(request.connection().remoteAddress().hostAddress());
    if (!addresses.isProxy(peer) && FORWARDED.stream().anyMatch(request.headers()::contains)) {
      return false;
    }
    var client = addresses.client(peer, request.headers().getAll("X-Forwarded-For"));
    return client != null && allowed.stream().anyMatch(block -> block.holds(client));
  }
}
