package vn.taivideonhanh.egress;

import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.config.AppConfig;

/** Configurations for the tests of this package. */
final class Policies {
  static final AppConfig.Egress STANDARD =
      new AppConfig.Egress(
          List.of(), List.of(), List.of(80, 443, 8080, 8443), Duration.ofSeconds(3));

  private Policies() {}

  static AppConfig.Egress allowing(String... pairs) {
    return new AppConfig.Egress(List.of(pairs), List.of(), STANDARD.ports(), STANDARD.dnsTimeout());
  }
}
