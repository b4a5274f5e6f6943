package vn.taivideonhanh.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Whom the server is for, which decides how much it insists on. */
public enum Profile {
  /** People who know each other: what is weak is told, and the server starts. */
  @JsonProperty("private")
  PRIVATE,
  /** Strangers: what is weak is a reason not to start. */
  @JsonProperty("production")
  PRODUCTION;

  /** As the configuration writes it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
