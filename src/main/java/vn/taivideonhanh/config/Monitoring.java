package vn.taivideonhanh.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may see the figures and the parts' health.
 *
 * @param allow CIDR blocks of clients that may
 * @param token a bearer token that lets any other client see them; at least 16 characters
 */
public record Monitoring(List<String> allow, @Nullable String token) {
  public Monitoring {
    allow = List.copyOf(allow);
    Check.that(
        token == null || token.length() >= 16,
        "monitoring.token",
        "must have 16 characters at least");
  }
}
