package vn.taivideonhanh.egress;

import java.util.HashMap;
import java.util.Map;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.config.Egress;

/** Configurations for the tests of this package. */
final class Policies {
  static final Egress STANDARD = of(Map.of());

  private Policies() {}

  static Egress allowing(String... pairs) {
    return of(Map.of("ALLOW", String.join(",", pairs)));
  }

  /** The defaults but for those keys of {@code egress}, written as in the environment. */
  static Egress of(Map<String, String> keys) {
    var environment = new HashMap<>(Map.of("TVN_EGRESS_DNS_TIMEOUT", "1500ms"));
    keys.forEach((key, value) -> environment.put("TVN_EGRESS_" + key, value));
    return ConfigLoader.load(null, environment).egress();
  }
}
