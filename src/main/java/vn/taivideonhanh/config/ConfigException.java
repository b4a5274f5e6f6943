package vn.taivideonhanh.config;

/**
 * A configuration that cannot be used; the message names the key, what was found and what may be.
 */
public final class ConfigException extends RuntimeException {
  public ConfigException(String key, String rule) {
    super(key + ": " + rule);
  }

  public ConfigException(String key, String rule, Throwable cause) {
    super(key + ": " + rule, cause);
  }
}
