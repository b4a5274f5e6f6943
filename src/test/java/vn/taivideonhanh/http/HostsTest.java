package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.ConfigLoader;

/** The names that a server answers to. */
class HostsTest {
  private static Hosts hosts(Map<String, String> environment) {
    return new Hosts(ConfigLoader.load(null, environment));
  }

  @ParameterizedTest
  @CsvSource({
    "tai.example, true",
    "TAI.example:443, true",
    "other.example, true",
    "sub.tai.example, false",
    "tai.example.evil.example, false",
    "tai.example., false",
    "192.0.2.1, false",
    "[2001:db8::1]:8080, false",
    "localhost:8080, true",
    "127.0.0.1, true",
    "[::1]:8080, true",
  })
  void a_public_server_with_names_has_no_others(String host, boolean allowed) {
    var hosts =
        hosts(
            Map.of(
                "TVN_HTTP_HOST", "0.0.0.0",
                "TVN_HTTP_PUBLIC_URL", "https://tai.example",
                "TVN_HTTP_PUBLIC_HOSTS", "other.example"));
    assertThat(hosts.allows(host)).isEqualTo(allowed);
  }

  @Test
  void a_public_server_without_names_has_every_one() {
    var hosts = hosts(Map.of("TVN_HTTP_HOST", "0.0.0.0"));
    assertThat(hosts.allows("tai.example")).isTrue();
    assertThat(hosts.allows("192.0.2.1:8080")).isTrue();
    assertThat(hosts.allows("tai example")).isFalse();
    assertThat(hosts.allows(null)).isFalse();
  }

  @Test
  void a_server_for_one_person_has_those_of_its_machine() {
    var hosts = hosts(Map.of());
    assertThat(hosts.allows("tvn.localhost")).isTrue();
    assertThat(hosts.allows("192.168.1.5:8080")).isTrue();
    assertThat(hosts.allows("rebound.example")).isFalse();
  }

  @Test
  void a_name_with_a_port_ends_the_start() {
    assertThatThrownBy(() -> hosts(Map.of("TVN_HTTP_PUBLIC_HOSTS", "tai.example:443")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.publicHosts");
  }
}
