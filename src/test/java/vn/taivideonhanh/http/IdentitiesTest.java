package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.identity.Identity;

/** Pure. */
class IdentitiesTest {
  private final byte[] secret = new byte[32];

  @Test
  void a_guest_has_the_same_id_wherever_the_secret_is_the_same() {
    var id = new Identities(Mode.OPEN, secret).of("192.0.2.1");
    assertThat(id).isEqualTo(new Identities(Mode.OPEN, secret).of("192.0.2.1"));
    assertThat(id.kind()).isEqualTo(Identity.Kind.GUEST);
    assertThat(id.tier()).isEqualTo("free");
    assertThat(id.id()).matches("g_[A-Za-z0-9_-]{22}").doesNotContain("192");
  }

  @Test
  void another_prefix_or_another_secret_is_another_guest() {
    var one = new Identities(Mode.OPEN, secret);
    var other = new byte[32];
    other[0] = 1;
    assertThat(one.of("192.0.2.1")).isNotEqualTo(one.of("192.0.2.2"));
    assertThat(one.of("192.0.2.1")).isNotEqualTo(new Identities(Mode.OPEN, other).of("192.0.2.1"));
  }

  @Test
  void everybody_is_the_owner_of_a_private_server() {
    var owner = new Identity("owner", Identity.Kind.OWNER, "owner");
    assertThat(new Identities(Mode.SINGLE, secret).of("192.0.2.1")).isEqualTo(owner);
  }

  @Test
  void a_short_secret_is_refused() {
    assertThatThrownBy(() -> new Identities(Mode.OPEN, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
