package vn.taivideonhanh.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The walls around the children that read what strangers' sites send.
 *
 * @param use {@code auto} for the strongest that work, or the name of a {@link Level}
 * @param required the weakest with which the server starts
 */
public record Sandbox(String use, Level required) {
  private static final String AUTO = "auto";

  public Sandbox {
    Check.that(
        use.equals(AUTO) || Arrays.stream(Level.values()).anyMatch(level -> level.is(use)),
        "sandbox.use",
        "must be auto, none, landlock-files, landlock-net or bubblewrap");
  }

  /** The level that is to be used whatever else would work; null for the strongest. */
  public @Nullable Level named() {
    return Arrays.stream(Level.values()).filter(level -> level.is(use)).findFirst().orElse(null);
  }

  /** This, with no weaker level {@code required} than that one. */
  Sandbox atLeast(Level level) {
    return required.compareTo(level) >= 0 ? this : new Sandbox(use, level);
  }

  /** From the weakest to the strongest. */
  public enum Level {
    /** Limits of time, memory and files, which hold on every level. */
    @JsonProperty("none")
    NONE,
    /** The kernel's Landlock holds the files. */
    @JsonProperty("landlock-files")
    LANDLOCK_FILES,
    /** Landlock holds the TCP ports, too; Linux 6.7 or later. */
    @JsonProperty("landlock-net")
    LANDLOCK_NET,
    /** Namespaces besides: what is not for a child is not there for it. */
    @JsonProperty("bubblewrap")
    BUBBLEWRAP;

    private boolean is(String text) {
      return toString().equals(text);
    }

    /** As the configuration writes it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
