package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What a stranger may name, and its one spelling. */
final class IntakeTest {
  /** What is pasted, and what becomes of it. */
  private static final String SPELLINGS =
      """
      https://example.com https://example.com/
      HTTP://EXAMPLE.com:80/A?B#C http://example.com/A?B#C
      https://example.com:443 https://example.com/
      http://example.com:443/ http://example.com:443/
      https://example.com:08443/ https://example.com:8443/
      https://example.com. https://example.com/
      https://example.com?v=1 https://example.com/?v=1
      https://example.com#t=1 https://example.com/#t=1
      https://example.com/# https://example.com/
      https://ex_ample.com/a_b https://ex_ample.com/a_b
      https://r3---sn-4g5e6nsz.example.com/v https://r3---sn-4g5e6nsz.example.com/v
      https://example.com/a|b{c}<d>"e^f`g https://example.com/a%7Cb%7Bc%7D%3Cd%3E%22e%5Ef%60g
      https://example.com/%7e%C3%a9 https://example.com/%7e%C3%a9
      https://example.com/100% https://example.com/100%25
      https://example.com/100%zz https://example.com/100%25zz
      https://example.com/x#a#b https://example.com/x#a%23b
      https://example.com/?a[]=1&b=c+d https://example.com/?a[]=1&b=c+d
      https://example.com//a/../b https://example.com//a/../b
      https://example.com/@user:x https://example.com/@user:x
      https://example.com?u=http://127.0.0.1/ https://example.com/?u=http://127.0.0.1/
      https://example.com/tải-về https://example.com/t%E1%BA%A3i-v%E1%BB%81
      https://example.com/😀 https://example.com/%F0%9F%98%80
      https://faß.de/ https://xn--fa-hia.de/
      https://XN--FA-HIA.de/ https://xn--fa-hia.de/
      https://Bücher.example.org/ https://xn--bcher-kva.example.org/
      https://例え。テスト.org/ https://xn--r8jz45g.xn--zckzah.org/
      https://ΣΊΣΥΦΟΣ.gr/ https://xn--kxa6akbbkh.gr/
      https://ｅｘａｍｐｌｅ．ｃｏｍ/ https://example.com/
      https://ⓔⓧample.com/ https://example.com/
      https://i❤.ws/ https://xn--i-7iq.ws/
      https://8.8.8.8/dns https://8.8.8.8/dns
      https://8.8.8.8./ https://8.8.8.8/
      https://[2606:4700:0:0:0:0:0:1111]/ https://[2606:4700::1111]/
      https://[2606:4700::0808:8.8.4.4]:8443/ https://[2606:4700::808:808:404]:8443/
      https://3com.com/ https://3com.com/
      https://1.2.3.4.5x.com/ https://1.2.3.4.5x.com/
      """;

  private final Intake intake =
      new Intake(Policies.STANDARD, URI.create("https://Tai.Example.com/app"));

  @ParameterizedTest
  @MethodSource("spellings")
  void gives_one_spelling(String pasted, String canonical) {
    assertThat(intake.canonical(pasted)).isEqualTo(canonical);
    assertThat(intake.canonical(canonical)).isEqualTo(canonical);
  }

  static Stream<Arguments> spellings() {
    return SPELLINGS.lines().map(line -> Arguments.of((Object[]) line.split(" ")));
  }

  @Test
  void trims_what_copying_brings_along() {
    assertThat(intake.canonical(" \t\r\nhttps://example.com/a\r\n "))
        .isEqualTo("https://example.com/a");
  }

  @Test
  void lets_an_exact_pair_pass_but_not_its_neighbours() {
    var local = new Intake(Policies.allowing("127.0.0.1:18080", "[::1]:18081"), null);
    assertThat(local.canonical("http://127.0.0.1:18080/v")).isEqualTo("http://127.0.0.1:18080/v");
    assertThat(local.canonical("http://[::1]:18081/")).isEqualTo("http://[::1]:18081/");
    assertThat(local.canonical("http://[::ffff:127.0.0.1]:18080/"))
        .isEqualTo("http://[::ffff:7f00:1]:18080/");
    for (var other :
        new String[] {
          "http://127.0.0.1/",
          "http://127.0.0.1:18081/",
          "http://127.0.0.2:18080/",
          "http://localhost:18080/",
          "http://example.com:18080/"
        }) {
      refused(local, other, ProblemCode.DESTINATION_NOT_ALLOWED);
    }
  }

  @Test
  void takes_longer_addresses_from_extractors_than_from_people() {
    var signed = "https://cdn.example.com/v?sig=" + "a".repeat(4000);
    refused(intake, signed, ProblemCode.INVALID_URL);
    assertThat(intake.canonicalSource(signed)).isEqualTo(signed);
    var endless = "https://cdn.example.com/v?sig=" + "a".repeat(9000);
    var refusal =
        catchThrowableOfType(Failure.class, () -> intake.canonicalSource(endless).length());
    assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_URL);
  }

  @ParameterizedTest
  @MethodSource("notAddresses")
  void refuses_what_is_no_address(String pasted) {
    refused(intake, pasted, ProblemCode.INVALID_URL);
  }

  static Stream<String> notAddresses() {
    return HostileAddresses.notAddresses();
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void refuses_what_may_not_be_visited(String pasted) {
    refused(intake, pasted, ProblemCode.DESTINATION_NOT_ALLOWED);
  }

  static Stream<String> forbidden() {
    return HostileAddresses.forbidden();
  }

  private static void refused(Intake by, String pasted, ProblemCode code) {
    var refusal = catchThrowableOfType(Failure.class, () -> by.canonical(pasted).length());
    assertThat(refusal).as(pasted).isNotNull();
    assertThat(refusal.code()).as(pasted).isEqualTo(code);
    assertThat(refusal.detail()).as(pasted).matches("[A-Z][ -~]+\\.");
  }
}
