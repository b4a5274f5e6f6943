package vn.taivideonhanh.http;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.HttpConfig;

/**
 * Which names a request's Host may have (RFC 9110 section 7.2). A server for one person has those
 * of its machine only: a page of somebody else's that binds its own name to loopback gets nothing.
 */
final class Hosts {
  private static final Pattern AUTHORITY =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(?::(\\d{1,5}))?");
  private static final int PORTS = 65_536;

  private final boolean any;
  private final boolean literals;
  private final Set<String> names = new HashSet<>();

  Hosts(AppConfig config) {
    HttpConfig http = config.http();
    this.literals = config.accessMode() == AppConfig.Access.Mode.SINGLE && http.onLoopback();
    this.any = http.publicHosts().isEmpty() && !literals;
    http.publicHosts().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    if (http.publicUrl() != null && http.publicUrl().getHost() != null) {
      names.add(http.publicUrl().getHost().toLowerCase(Locale.ROOT));
    }
    names.add(http.host().toLowerCase(Locale.ROOT));
  }

  /** Whether that value of a Host field is well formed and names this server. */
  boolean allows(@Nullable String host) {
    var parts = AUTHORITY.matcher(host == null ? "" : host);
    if (!parts.matches() || (parts.group(2) != null && Integer.parseInt(parts.group(2)) >= PORTS)) {
      return false;
    }
    var name = parts.group(1).toLowerCase(Locale.ROOT);
    var bracketed = name.startsWith("[");
    var address = ClientAddress.literal(bracketed ? name.substring(1, name.length() - 1) : name);
    if (bracketed && (address == null || name.indexOf(':') < 0)) {
      return false;
    }
    if (address != null && (literals || address.isLoopbackAddress())) {
      return true;
    }
    return any || names.contains(name) || name.equals("localhost") || name.endsWith(".localhost");
  }
}
