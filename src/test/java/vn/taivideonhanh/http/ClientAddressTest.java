package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.config.ConfigException;

/** Pure. */
class ClientAddressTest {
  private final ClientAddress proxied =
      new ClientAddress(
          CidrBlock.all("http.trustedProxies", List.of("10.0.0.0/8", "2001:db8:ffff::/48")));
  private final ClientAddress bare = new ClientAddress(List.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1           | 192.0.2.1",
        "::ffff:192.0.2.1    | 192.0.2.1",
        "2001:db8::1         | 2001:0db8:0000:0000::/64",
        "2001:db8:1:2:3:4:5:6| 2001:0db8:0001:0002::/64",
        "::1                 | 0000:0000:0000:0000::/64",
        "not an address      | unknown",
        "localhost           | unknown",
        "1.2.3               | unknown",
        "0x7f.1.1.1          | unknown",
      })
  void a_client_is_known_by_its_prefix(String peer, String prefix) {
    assertThat(bare.prefix(peer, List.of("9.9.9.9"))).isEqualTo(prefix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7                      | 203.0.113.7",
        "1.2.3.4, 203.0.113.7             | 203.0.113.7",
        "1.2.3.4,203.0.113.7, 10.1.1.1    | 203.0.113.7",
        "10.2.2.2, 10.1.1.1               | 10.2.2.2",
        "<script>                         | 10.0.0.1",
        "1.2.3.4, <script>                | 10.0.0.1",
        "1.2.3.4, <script>, 10.1.1.1      | 10.1.1.1",
        "1.2.3.4,                         | 10.0.0.1",
        "1.2.3.4, unknown                 | 10.0.0.1",
        "::ffff:203.0.113.7               | 203.0.113.7",
        "2001:db8:1:2::9                  | 2001:0db8:0001:0002::/64",
        "1.2.3.4, 2001:db8:ffff::1        | 1.2.3.4",
      })
  void the_first_from_the_right_that_is_no_proxy_is_the_client(String field, String prefix) {
    assertThat(proxied.prefix("10.0.0.1", List.of(field))).isEqualTo(prefix);
  }

  @Test
  void fields_are_one_list_in_order() {
    assertThat(proxied.prefix("10.0.0.1", List.of("1.1.1.1", "2.2.2.2, 10.9.9.9")))
        .isEqualTo("2.2.2.2");
    assertThat(proxied.prefix("10.0.0.1", List.of())).isEqualTo("10.0.0.1");
  }

  @Test
  void a_peer_that_is_no_proxy_is_not_believed() {
    assertThat(proxied.prefix("192.0.2.1", List.of("9.9.9.9"))).isEqualTo("192.0.2.1");
    assertThat(proxied.isProxy("11.0.0.1")).isFalse();
    assertThat(proxied.isProxy("::ffff:10.0.0.1")).isTrue();
  }

  @Test
  void a_chain_is_not_walked_for_ever() {
    var chain = "9.9.9.9, " + "10.1.1.1, ".repeat(500) + "10.1.1.1";
    assertThat(proxied.prefix("10.0.0.1", List.of(chain))).isEqualTo("10.1.1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0/8", "10.0.0.0/"})
  void a_block_that_is_none_ends_the_start(String block) {
    assertThatThrownBy(() -> CidrBlock.all("http.trustedProxies", List.of(block)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("http.trustedProxies");
  }

  @Test
  void a_block_ends_where_its_bits_end() {
    var odd =
        new ClientAddress(
            CidrBlock.all("http.trustedProxies", List.of("192.0.2.64/27", "0.0.0.0/32")));
    assertThat(odd.isProxy("192.0.2.64")).isTrue();
    assertThat(odd.isProxy("192.0.2.95")).isTrue();
    assertThat(odd.isProxy("192.0.2.96")).isFalse();
    assertThat(odd.isProxy("192.0.2.63")).isFalse();
  }
}
