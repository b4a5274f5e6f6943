package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.config.ConfigException;

/** Which addresses may be connected to, at the edges of each block. */
final class AddressPolicyTest {
  private final AddressPolicy policy = new AddressPolicy(Policies.STANDARD);

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,0.255.255.255,1.0.0.0",
    "10.0.0.0,10.255.255.255,11.0.0.0",
    "100.64.0.0,100.127.255.255,100.128.0.0",
    "127.0.0.0,127.255.255.255,128.0.0.0",
    "168.63.129.16,168.63.129.16,168.63.129.17",
    "169.254.0.0,169.254.255.255,169.255.0.0",
    "172.16.0.0,172.31.255.255,172.32.0.0",
    "192.0.0.0,192.0.0.255,192.0.1.0",
    "192.0.2.0,192.0.2.255,192.0.3.0",
    "192.31.196.0,192.31.196.255,192.31.197.0",
    "192.52.193.0,192.52.193.255,192.52.194.0",
    "192.88.99.0,192.88.99.255,192.88.100.0",
    "192.168.0.0,192.168.255.255,192.169.0.0",
    "192.175.48.0,192.175.48.255,192.175.49.0",
    "198.18.0.0,198.19.255.255,198.20.0.0",
    "198.51.100.0,198.51.100.255,198.51.101.0",
    "203.0.113.0,203.0.113.255,203.0.114.0",
    "224.0.0.0,255.255.255.255,223.255.255.255",
    "2001::,2001:1ff:ffff::,2001:200::",
    "2001:db8::,2001:db8:ffff::ffff,2001:db9::",
    "2002::,2002:ffff::ffff,2003::",
    "2620:4f:8000::,2620:4f:8000::ffff,2620:4f:8001::",
    "3ffe::,3ffe:ffff::1,3ffd::1",
    "3fff::,3fff:fff:ffff::1,3fff:1000::1",
    "::,1fff:ffff::1,2000::1",
    "4000::,ffff:ffff::1,2a00::1"
  })
  void refuses_a_block_from_end_to_end_and_nothing_beyond(
      String first, String last, String beyond) {
    assertThat(permitted(first)).as(first).isFalse();
    assertThat(permitted(last)).as(last).isFalse();
    assertThat(permitted(beyond)).as(beyond).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "::ffff:8.8.8.8",
        "2a00:1450::5eff:808:808",
        "2a00:1450::100:5efe:808:808",
        "8.8.8.8"
      })
  void permits_what_only_resembles_a_refused_one(String address) {
    assertThat(permitted(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"::ffff:10.0.0.1", "2a00:1450::5efe:808:808", "2a00:1450::200:5efe:808:808"})
  void sees_the_address_inside_the_address(String address) {
    assertThat(permitted(address)).isFalse();
  }

  @Test
  void refuses_every_address_of_this_machine() throws Exception {
    var own =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    assertThat(own).isNotEmpty().noneMatch(address -> policy.permits(address, 443));
  }

  @Test
  void refuses_ports_that_are_not_on_the_list_and_blocks_of_the_operator() throws Exception {
    var strict =
        new AddressPolicy(
            Policies.of(
                Map.of(
                    "ALLOW", "9.9.9.9:80",
                    "DENY", "9.9.9.0/24,2620:fe::/48,8.8.4.4",
                    "PORTS", "80")));
    assertThat(strict.permits(InetAddress.getByName("8.8.8.8"), 80)).isTrue();
    assertThat(strict.permits(InetAddress.getByName("8.8.8.8"), 443)).isFalse();
    assertThat(strict.permits(InetAddress.getByName("8.8.4.4"), 80)).isFalse();
    assertThat(strict.permits(InetAddress.getByName("9.9.9.10"), 80)).isFalse();
    assertThat(strict.permits(InetAddress.getByName("9.9.9.9"), 80)).isTrue();
    assertThat(strict.permits(InetAddress.getByName("2620:fe::9"), 80)).isFalse();
  }

  /** The examples of RFC 6052 2.4, and what a translator could be led to inside. */
  @ParameterizedTest
  @CsvSource({
    "2001:db8::/32, 2001:db8:c000:221::, 2001:db8:808:808::, 2001:db8:808:808:100::",
    "2001:db8:100::/40, 2001:db8:1c0:2:21::, 2001:db8:108:808:8::, 2001:db8:108:808:108::",
    "2001:db8:122::/48, 2001:db8:122:c000:2:2100::, 2001:db8:122:808:8:800::, 2001:db8:123:808::",
    "2001:db8:122:300::/56, 2001:db8:122:3c0:0:221::, 2001:db8:122:308:8:808::, 2001:db8::1",
    "2001:db8:122:344::/64, 2001:db8:122:344:c0:2:2100::, 2001:db8:122:344:8:808:800::, 2001:db8::1",
    "2001:db8:122:344::/96, 2001:db8:122:344::c000:221, 2001:db8:122:344::808:808, 2001:db8::1",
    "64:ff9b::/96, 64:ff9b::7f00:1, 64:ff9b::808:808, 64:ff9b:1::808:808"
  })
  void judges_what_stands_behind_a_translator(
      String prefix, String denied, String permitted, String beyond) {
    var translated = new AddressPolicy(Policies.of(Map.of("NAT64_PREFIXES", prefix)));
    assertThat(permitted(translated, permitted)).isTrue();
    for (var address : List.of(denied, beyond)) {
      assertThat(permitted(translated, address)).as(address).isFalse();
    }
    assertThat(permitted(permitted)).as("without the prefix").isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"64:ff9b::/95", "64:ff9b::", "10.0.0.0/32", "::/0", "x"})
  void names_the_key_of_a_prefix_that_is_none(String prefix) {
    assertThatThrownBy(() -> new AddressPolicy(Policies.of(Map.of("NAT64_PREFIXES", prefix))))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("egress.nat64Prefixes");
  }

  @Test
  void refuses_the_store_the_cluster_and_its_own_public_address() {
    var config =
        GuardRig.config(
            Map.of(
                "TVN_REDIS_URL", "rediss://u:p@9.1.1.1:6380/0",
                "TVN_CLUSTER_ENABLED", "true",
                "TVN_CLUSTER_HOST", "9.1.1.2",
                "TVN_CLUSTER_MEMBERS", "9.1.1.3:5701,[2a00:1450::9]:5701",
                "TVN_HTTP_PUBLIC_URL", "https://9.1.1.4/app"));
    var strict = new AddressPolicy(config.egress());
    for (var address : List.of("9.1.1.1", "9.1.1.2", "9.1.1.3", "2a00:1450::9", "9.1.1.4")) {
      assertThat(permitted(strict, address)).as(address).isFalse();
      assertThat(permitted(address)).as(address).isTrue();
    }
    assertThat(permitted(strict, "::ffff:9.1.1.1")).isFalse();
    assertThat(permitted(strict, "9.1.1.5")).isTrue();
  }

  @Test
  void refuses_a_name_of_the_operator_at_the_door() {
    var intake = new Intake(Policies.of(Map.of("DENY", "Files.Example.org")), null);
    assertThatThrownBy(() -> intake.canonical("https://files.example.org./x"))
        .hasMessageContaining("public web sites");
    assertThat(intake.canonical("https://www.files.example.org/")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:80",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:0",
        "127.0.0.1:70000",
        "::1:80",
        "[::1]",
        "127.0.0.1/8:80",
        "*:80",
        ":80"
      })
  void names_the_key_of_an_exception_that_is_none(String pair) {
    assertThatThrownBy(() -> new AddressPolicy(Policies.allowing(pair)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("egress.allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0/33",
        "10.0.0/8",
        "::/129",
        "x/8",
        "a b",
        "10.1",
        "10.0.0.0/",
        "10.0.0.0/-1"
      })
  void names_the_key_of_a_block_that_is_none(String block) {
    var egress = Policies.of(Map.of("DENY", block));
    assertThatThrownBy(() -> new AddressPolicy(egress))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("egress.deny");
  }

  private boolean permitted(String address) {
    return permitted(policy, address);
  }

  private static boolean permitted(AddressPolicy policy, String address) {
    var bytes = address.contains(":") ? IpLiteral.v6(address) : IpLiteral.v4(address);
    return policy.permits(Objects.requireNonNull(bytes), 443);
  }
}
