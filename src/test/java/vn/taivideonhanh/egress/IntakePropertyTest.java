package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What holds for every address, however it is twisted. */
final class IntakePropertyTest {
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

  private static final Intake INTAKE = new Intake(Policies.STANDARD, null);
  private static final AddressPolicy POLICY = new AddressPolicy(Policies.STANDARD);

  @Provide
  Arbitrary<String> twisted() {
    var starts = Arbitraries.of("", "https://", "https://example.com", "http://www.");
    var parts = Arbitraries.of(PARTS).list().ofMaxSize(7).map(list -> String.join("", list));
    return starts.flatMap(start -> parts.map(rest -> start + rest));
  }

  @Property(tries = 8000)
  void an_answer_is_a_fixed_point_in_plain_ascii(@ForAll("twisted") String pasted) {
    var canonical = canonical(pasted);
    Statistics.label("accepted")
        .collect(canonical != null)
        .coverage(seen -> seen.check(true).percentage(share -> share > 2));
    if (canonical != null) {
      assertThat(canonical).matches("https?://[a-z0-9_.:\\[\\]-]+/[!-~]*");
      assertThat(canonical).doesNotContain("\\").hasSizeLessThanOrEqualTo(2048);
      assertThat(canonical(canonical)).isEqualTo(canonical);
      assertThat(AddressParser.parse(canonical, 2048).canonical()).isEqualTo(canonical);
    }
  }

  /** What is judged is also what another parser finds, what is dialed, and what a site is told. */
  @Property(tries = 4000)
  void the_host_that_is_judged_is_the_host_that_is_visited(@ForAll("twisted") String pasted)
      throws URISyntaxException {
    var canonical = canonical(pasted);
    if (canonical == null) {
      return;
    }
    var ours = INTAKE.source(canonical);
    var path = canonical.indexOf('/', 8);
    var rest = canonical.substring(path).replace('[', '(').replace(']', ')');
    var other = new URI(canonical.substring(0, path) + rest);
    assertThat(other.getRawAuthority()).isEqualTo(ours.authority());
    if (other.getHost() != null) {
      assertThat(other.getHost()).isEqualTo(ours.host());
    }
    var request = UpstreamRequest.whole(canonical, Map.of("Host", "evil.org"));
    var sent = RequestHead.of(request, ours, true).headers();
    assertThat(sent.getAll(HttpHeaderNames.HOST)).containsExactly(other.getRawAuthority());
    var proxied =
        ours.secure() ? ask(HttpMethod.CONNECT, ours.host() + ":" + ours.port()) : ask(canonical);
    assertThat(proxied.to().host()).isEqualTo(ours.host());
    assertThat(proxied.to().port()).isEqualTo(ours.port());
    assertThat(proxied.head().headers().getAll(HttpHeaderNames.HOST))
        .containsExactly(ours.authority());
  }

  private static ProxyRequest ask(String target) {
    return ask(HttpMethod.GET, target);
  }

  private static ProxyRequest ask(HttpMethod method, String target) {
    var asked = new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, "/").setUri(target);
    asked.headers().set(HttpHeaderNames.HOST, "evil.org");
    return ProxyRequest.of(asked, INTAKE);
  }

  @Property(tries = 2000)
  void any_text_is_taken_or_refused_and_nothing_else(@ForAll String text) {
    var all = new String[] {text, "https://" + text, "https://example.com/" + text};
    for (var pasted : all) {
      var canonical = canonical(pasted);
      assertThat(canonical == null || canonical.startsWith("http")).isTrue();
      for (var method : new HttpMethod[] {HttpMethod.CONNECT, HttpMethod.GET, HttpMethod.PUT}) {
        try {
          // The codec refuses request lines with other characters before they come here.
          var target = pasted.replaceAll("[^!-~]", "");
          assertThat(ask(method, target).to().host()).isNotEmpty();
        } catch (Failure refused) {
          typed(refused, pasted);
        }
      }
    }
    assertThat(IpLiteral.v4(text) == null || text.matches("[0-9.]+")).isTrue();
    assertThat(IpLiteral.v6(text) == null || text.matches("[0-9a-fA-F:.]+")).isTrue();
    assertThat(Cidr.parse(text) == null || text.matches("[0-9a-fA-F:./]+")).isTrue();
  }

  @Property(tries = 2000)
  void what_resembles_an_address_block_is_one_or_none(
      @ForAll("blocks") String text, @ForAll @Size(4) byte[] v4, @ForAll @Size(16) byte[] v6) {
    var block = Cidr.parse(text);
    if (block != null) {
      assertThat(block.contains(v4) && block.contains(v6)).isFalse();
      assertThat(block.bits()).isBetween(0, 128);
    }
  }

  @Provide
  Arbitrary<String> blocks() {
    return Arbitraries.strings().withChars("0123456789abcdf:./").ofMaxLength(24);
  }

  @Property(tries = 2000)
  void addresses_in_text_survive_the_way_to_bytes_and_back(@ForAll @Size(16) byte[] octets)
      throws Exception {
    for (var length : new int[] {4, 16}) {
      var bytes = Arrays.copyOf(octets, length);
      var text = IpLiteral.text(bytes);
      assertThat(length == 4 ? IpLiteral.v4(text) : IpLiteral.v6(text)).isEqualTo(bytes);
      assertThat(POLICY.permits(bytes, 443))
          .isEqualTo(POLICY.permits(InetAddress.getByAddress(bytes), 443));
    }
  }

  @Property(tries = 3000)
  void punycode_survives_the_way_there_and_back(@ForAll("labels") String label) {
    var encoded = Punycode.encode(label);
    if (encoded.length() <= 63) {
      assertThat(Punycode.decode(encoded)).isEqualTo(label);
    }
  }

  @Provide
  Arbitrary<String> labels() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('\u00a1', '\u9fff')
        .ofMaxLength(20)
        .map(start -> start + "ü");
  }

  @Property(tries = 2000)
  void any_octets_are_a_hello_for_the_host_or_none(@ForAll byte[] octets) {
    var to = AddressParser.parse("https://example.com/", 2048);
    var head = Hello.start();
    assertThat(ClientHello.asksFor(Unpooled.wrappedBuffer(octets), to)).isFalse();
    assertThat(ClientHello.asksFor(head.writeBytes(octets), to)).isFalse();
  }

  private static @Nullable String canonical(String pasted) {
    try {
      return INTAKE.canonical(pasted);
    } catch (Failure refused) {
      typed(refused, pasted);
      return null;
    }
  }

  private static void typed(Failure refused, String pasted) {
    assertThat(refused.code())
        .as(pasted)
        .isIn(ProblemCode.INVALID_URL, ProblemCode.DESTINATION_NOT_ALLOWED);
  }
}
