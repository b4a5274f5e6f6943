package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What holds for every address, tried on many that a seeded generator twists. */
final class IntakePropertyTest {
  private static final int TRIES = 60_000;

  private static final String[] PARTS = {
    "http://",
    "https://",
    "HTTP://",
    "hTTps:/",
    "//",
    "/",
    "?",
    "#",
    ":",
    "@",
    "%",
    "%2f",
    "%00",
    "\\",
    "[",
    "]",
    "::",
    "::1",
    "::ffff:",
    "fe80::",
    ".",
    "..",
    "\u3002",
    "\uff0e",
    "\u2488",
    "127.0.0.1",
    "127",
    "0",
    "1",
    "0x7f",
    "0177",
    "2130706433",
    "10.",
    "169.254.169.254",
    "8.8.8.8",
    "localhost",
    "example.com",
    "a.example",
    "internal",
    "xn--",
    "xn--bcher-kva",
    "-",
    "_",
    "ß",
    "\u00ad",
    "\u200d",
    "\u202e",
    "é",
    "ü",
    "\u0130",
    "\uff11",
    "\u2460",
    "\u03a3",
    "日本",
    "😀",
    "|",
    "{",
    "<",
    "\"",
    " ",
    "\t",
    "\r\n",
    "\u00a0",
    "\u2028",
    "\ud800",
    ":80",
    ":443",
    ":22",
    ":8080",
    "=",
    "&",
    "+",
    "~",
    "__youtubedl_smuggle",
    "com",
    "org",
    "a",
    "Z",
    "9"
  };

  private final Intake intake = new Intake(Policies.STANDARD, null);
  private final AddressPolicy policy = new AddressPolicy(Policies.STANDARD);

  @Test
  void every_answer_is_a_fixed_point_in_plain_ascii_that_leads_to_an_allowed_host() {
    var random = new Random(20_261_122);
    var accepted = 0;
    for (var i = 0; i < TRIES; i++) {
      var pasted = address(random);
      var canonical = canonical(pasted);
      if (canonical != null) {
        accepted++;
        assertThat(canonical).as(pasted).matches("https?://[a-z0-9_.:\\[\\]-]+/[!-~]*");
        assertThat(canonical).as(pasted).doesNotContain("\\").hasSizeLessThanOrEqualTo(2048);
        assertThat(canonical(canonical)).as(pasted).isEqualTo(canonical);
        assertThat(AddressParser.parse(canonical, 2048).canonical()).isEqualTo(canonical);
        agreesWithTheJdk(canonical);
      }
    }
    assertThat(accepted).as("the generator must make valid ones too").isGreaterThan(TRIES / 50);
  }

  @Test
  void addresses_in_text_survive_the_way_to_bytes_and_back() throws Exception {
    var random = new Random(7);
    for (var i = 0; i < TRIES; i++) {
      var bytes = new byte[random.nextBoolean() ? 4 : 16];
      for (var b = 0; b < bytes.length; b++) {
        bytes[b] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : 0;
      }
      var text = IpLiteral.text(bytes);
      assertThat(bytes.length == 4 ? IpLiteral.v4(text) : IpLiteral.v6(text)).isEqualTo(bytes);
      assertThat(policy.permits(bytes, 443))
          .isEqualTo(policy.permits(InetAddress.getByAddress(bytes), 443));
    }
  }

  @Test
  void punycode_survives_the_way_there_and_back() {
    var random = new Random(3492);
    for (var i = 0; i < TRIES / 10; i++) {
      var label = new StringBuilder();
      for (var n = 1 + random.nextInt(20); n > 0; n--) {
        label.appendCodePoint(
            random.nextBoolean() ? 'a' + random.nextInt(26) : 0xa1 + random.nextInt(40_000));
      }
      label.append('ü');
      var encoded = Punycode.encode(label.toString());
      if (encoded.length() <= 63) {
        assertThat(Punycode.decode(encoded)).isEqualTo(label.toString());
      }
    }
  }

  private static String address(Random random) {
    var address = new StringBuilder(random.nextInt(4) == 0 ? "" : "https://");
    if (random.nextInt(3) > 0) {
      address.append(random.nextBoolean() ? "example.com" : "www.");
    }
    for (var n = random.nextInt(7); n > 0; n--) {
      address.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return address.toString();
  }

  private @Nullable String canonical(String pasted) {
    try {
      return intake.canonical(pasted);
    } catch (Failure refused) {
      assertThat(refused.code())
          .as(pasted)
          .isIn(ProblemCode.INVALID_URL, ProblemCode.DESTINATION_NOT_ALLOWED);
      return null;
    }
  }

  /** Another parser must find the same host and port, where it finds any. */
  private static void agreesWithTheJdk(String canonical) {
    var path = canonical.indexOf('/', 8);
    var rest = canonical.substring(path).replace('[', '(').replace(']', ')');
    try {
      var other = new URI(canonical.substring(0, path) + rest);
      var ours = AddressParser.parse(canonical, 2048);
      assertThat(other.getRawAuthority()).isEqualTo(ours.authority());
      if (other.getHost() != null) {
        assertThat(other.getHost()).isEqualTo(ours.host());
      }
    } catch (URISyntaxException e) {
      throw new AssertionError(canonical, e);
    }
  }
}
