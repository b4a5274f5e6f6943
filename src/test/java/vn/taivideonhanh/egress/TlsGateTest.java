package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a child may begin a tunnel with. */
final class TlsGateTest {
  private int opened;
  private int refused;

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "example.com, EXAMPLE.com",
    "xn--bcher-kva.example.org, xn--bcher-kva.example.org",
    "8.8.8.8, 8.8.8.8"
  })
  void passes_a_hello_for_the_host_whole(String host, String asked) {
    var hello = Hello.record(asked);
    var after = "and more".getBytes(ISO_8859_1);
    assertThat(sent(host, hello, after)).isEqualTo(joined(hello, after));
    assertThat(opened).isOne();
    assertThat(refused).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 40})
  void puts_the_parts_of_a_hello_together(int octets) {
    var records = Hello.records(Hello.body("example.com"), octets);
    var parts = new byte[records.length][];
    for (var i = 0; i < records.length; i++) {
      parts[i] = new byte[] {records[i]};
    }
    assertThat(sent("example.com", parts)).isEqualTo(records);
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "[2606:4700::1]"})
  void asks_for_no_name_where_the_host_has_none(String host) {
    var hello = Hello.record();
    assertThat(sent(host, hello)).isEqualTo(hello);
    assertThat(sent(host, Hello.records(plain(), 1000))).hasSize(4 + 5 + plain().length);
  }

  private static byte[] plain() {
    var start = Hello.start();
    var plain = new byte[start.readableBytes()];
    start.readBytes(plain);
    return plain;
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void refuses_what_asks_for_another_host_or_is_no_hello(byte[] octets) {
    assertThat(sent("example.com", octets, octets)).isEmpty();
    assertThat(opened).isZero();
    assertThat(refused).isLessThanOrEqualTo(1);
  }

  static Stream<byte[]> strangers() {
    var body = Hello.body("example.com");
    return Stream.of(
        Hello.record(),
        Hello.record("evil.org"),
        Hello.record("example.com", "evil.org"),
        Hello.record("evil.org", "example.com"),
        Hello.record("127.0.0.1"),
        Hello.record(""),
        Hello.record("example.com\0.evil.org"),
        Hello.records(plain(), 1000),
        Hello.records(Arrays.copyOf(body, body.length - 3), 1000),
        Hello.records(Arrays.copyOf(body, body.length + 3), 1000),
        Hello.records(Arrays.copyOf(body, 20), 1000),
        Hello.records(new byte[17 << 10], 16 << 10),
        "GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1),
        HexFormat.of().parseHex("1603010000"),
        HexFormat.of().parseHex("1602010001" + "01"),
        HexFormat.of().parseHex("1503010002" + "0228"),
        HexFormat.of().parseHex("1703030005" + "0102030405"),
        HexFormat.of().parseHex("1603010004" + "02000000"),
        HexFormat.of().parseHex("802e0100020015000000100100800200"));
  }

  @Test
  void holds_back_what_is_not_whole_yet() {
    var hello = Hello.record("example.com");
    assertThat(sent("example.com", Arrays.copyOf(hello, hello.length - 1))).isEmpty();
    assertThat(opened + refused).isZero();
  }

  private byte[] sent(String host, byte[]... parts) {
    var to = AddressParser.parse("https://" + host + "/", 2048);
    var channel = new EmbeddedChannel(new TlsGate(to, () -> opened++, () -> refused++));
    try {
      for (var part : parts) {
        if (channel.isOpen()) {
          channel.writeInbound(Unpooled.copiedBuffer(part));
        }
      }
    } catch (DecoderException _) {
      var _ = channel.close();
    }
    var out = Unpooled.buffer();
    for (ByteBuf octets; (octets = channel.readInbound()) != null; ) {
      out.writeBytes(octets);
      octets.release();
    }
    channel.finishAndReleaseAll();
    var sent = new byte[out.readableBytes()];
    out.readBytes(sent);
    return sent;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return Unpooled.wrappedBuffer(one, other).copy().array();
  }
}
