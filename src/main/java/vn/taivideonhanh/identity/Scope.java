package vn.taivideonhanh.identity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an API key may be used for. */
public enum Scope {
  /** Start, look at and leave analyses. */
  @JsonProperty("analyze")
  ANALYZE,
  /** Get links, and see one's usage. */
  @JsonProperty("stream")
  STREAM,
  /** Look at what operators see; only for a key of an admin. */
  @JsonProperty("admin:read")
  ADMIN_READ;

  /** As the API writes it: {@code admin:read}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }

  /** The scope that is written so; null when there is none. */
  public static @Nullable Scope of(String text) {
    return Arrays.stream(values())
        .filter(scope -> scope.text().equals(text))
        .findFirst()
        .orElse(null);
  }
}
