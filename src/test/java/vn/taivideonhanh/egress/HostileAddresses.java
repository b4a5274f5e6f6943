package vn.taivideonhanh.egress;

import java.util.stream.Stream;

/** Addresses that somebody with bad intent, or bad luck, may paste. */
final class HostileAddresses {
  /** An address to a line; Java's escapes stand for what cannot be seen. */
  private static final String NOT_ADDRESSES =
      """
      never gonna give you up
      example.com
      //example.com/
      --version
      --exec=id
      ytsearch9:cats
      :ytfav
      test:youtube
      view-source:https://example.com/
      file:///etc/passwd
      ftp://example.com/
      gopher://example.com/
      rtmp://example.com/live
      data:text/html,x
      javascript:alert(1)
      javascript://example.com/%0aalert(1)
      httpss://example.com/
      http//example.com/
      http:example.com/
      http:/example.com/
      http:///example.com/
      https:////example.com/
      https://
      https:///
      https://?a
      https://#a
      https://:80/
      https://user@example.com/
      https://user:pass@example.com/
      https://example.com@127.0.0.1/
      https://@example.com/
      https://example.com%00.evil.org/
      https://example.com%2fevil.org/
      https://127.0.0.1%2523@example.com/
      https://ex%61mple.com/
      https://example.com:/
      https://example.com:0/
      https://example.com:65536/
      https://example.com:99999/
      https://example.com:123456/
      https://example.com:-1/
      https://example.com:+80/
      https://example.com:8o/
      https://example.com:80:80/
      https://example.com:\u0664\u0664\u0663/
      https://exa mple.com/
      https://example.com/a b
      https://example.com\\\\@evil.org/
      https:\\\\\\\\example.com
      https://example.com/a\\\\b
      https://example.com/\u00a0
      https://example.com/\u3000x
      https://example.com/\u007f
      https://example.com/\u0001x
      https://example.com/\ud800x
      https://exam\u00adple.com/
      https://exam\u200bple.com/
      https://exam\u200dple.com/
      https://exam\u202eple.com/
      https://exam\u2066ple.com/
      https://exam\ufeffple.com/
      https://exam\u3164ple.com/
      https://exam\ufe0fple.com/
      https://\u0301example.com/
      https://a.\u2488com/
      https://a\u2024com/
      https://a\u2025com/
      https://\u2100.com/
      https://example.com\u2044evil.org\uff0fx/
      https://example\uff0ecom\uff1a80\uff03/
      https://example.com\uff20evil.org/
      https://exa\uff05mple.com/
      https://exa<mple.com/
      https://exa|mple.com/
      https://exa^mple.com/
      https://exa*mple.com/
      https://exa,mple.com/
      https://exa;mple.com/
      https://exa'mple.com/
      https://exa"mple.com/
      https://exa`mple.com/
      https://$(id).example.com/
      https://-example.com/
      https://example-.com/
      https://example.com..
      https://.example.com/
      https://example..com/
      https://./
      https://../
      https://xn--.com/
      https://xn--a.com/
      https://xn--example-.com/
      https://xn--zzzzzzzzzzzzzzzz99999.com/
      https://xn--google-.com/
      https://xn--99zzzz.com/
      https://xn--BCHER-KVA-.com/
      https://0177.0.0.1/
      https://0x7f.0.0.1/
      https://0x7f000001/
      https://2130706433/
      https://127.1/
      https://127.0.1/
      https://127.0.0.01/
      https://127.0.0.256/
      https://127.0.0.0x1/
      https://1.2.3.4.5/
      https://foo.0x/
      https://foo.09/
      https://foo.1/
      https://\uff10\uff11\uff17\uff17.0.0.1/
      https://\u2460\u2461\u2466.1/
      https://[::1/
      https://::1]/
      https://::1/
      https://[]/
      https://[:]/
      https://[1::2::3]/
      https://[:::1]/
      https://[1:2:3:4:5:6:7]/
      https://[1:2:3:4:5:6:7:8:9]/
      https://[1:2:3:4:5:6:7::8]x/
      https://[12345::1]/
      https://[::g]/
      https://[::1.2.3]/
      https://[::1.2.3.04]/
      https://[1.2.3.4::]/
      https://[fe80::1%25eth0]/
      https://[fe80::1%eth0]/
      https://[v1.fe80::1]/
      https://[127.0.0.1]/
      https://[::1]80/
      https://[::1]:/
      https://[[::1]]/
      https://example.com/#__youtubedl_smuggle=%7B%7D
      https://example.com/x#a&__youtubedl_smuggle=1
      https://example.com/#__YouTubeDL_Smuggle=1
      https://example.com/#%5F_youtubedl_smuggle=1
      https://example.com/?u=https://a.org/%23__youtubedl_smuggle%3D1
      https://example.com/?u=%2523%255f_youtubedl%255Fsmuggle
      """;

  private static final String FORBIDDEN =
      """
      http://127.0.0.1/
      http://127.0.0.1./
      http://127.255.255.254:8080/
      http://\u2460\u2461\u2466.0.0.1/
      http://\uff11\uff12\uff17\u30020\u30020\uff611/
      http://0.0.0.0/
      http://0.1.2.3/
      http://10.0.0.1/
      http://100.64.0.1/
      http://100.100.100.200/latest/meta-data/
      http://168.63.129.16/
      http://169.254.169.254/latest/meta-data/
      http://169.254.170.2/
      http://172.16.0.1/
      http://172.31.255.255/
      http://192.0.0.192/
      http://192.0.2.1/
      http://192.88.99.1/
      http://192.168.1.1/
      http://198.18.0.1/
      http://198.19.255.255/
      http://198.51.100.7/
      http://203.0.113.7/
      http://224.0.0.1/
      http://239.255.255.250:8080/
      http://240.0.0.1/
      http://255.255.255.255/
      http://[::]/
      http://[::1]/
      http://[0:0:0:0:0:0:0:1]/
      http://[::127.0.0.1]/
      http://[::ffff:127.0.0.1]/
      http://[::ffff:7f00:1]/
      http://[::ffff:0:127.0.0.1]/
      http://[64:ff9b::127.0.0.1]/
      http://[64:ff9b:1::1]/
      http://[100::1]/
      http://[2001::1]/
      http://[2001:db8::1]/
      http://[2002:7f00:1::]/
      http://[2620:4f:8000::1]/
      http://[3ffe::1]/
      http://[3fff::1]/
      http://[2606:4700::5efe:127.0.0.1]/
      http://[2606:4700::200:5efe:10.0.0.1]/
      http://[4000::1]/
      http://[5f00::1]/
      http://[fc00::1]/
      http://[fd00:ec2::254]/
      http://[fd20:ce::254]/
      http://[fe80::1]/
      http://[fec0::1]/
      http://[ff02::1]/
      http://localhost/
      http://LOCALHOST./
      http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/
      http://a.localhost/
      http://localhost.localdomain/
      http://redis/
      http://intranet/
      http://metadata.google.internal/
      http://printer.local/
      http://nas.lan/
      http://router.home/
      http://router.home.arpa/
      http://1.0.0.127.in-addr.arpa/
      http://mail.corp/
      http://x.private/
      http://duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion/
      http://a.invalid/
      http://a.test/
      http://api.default.svc/
      http://api.default.svc.cluster.local/
      http://example.com:22/
      http://example.com:6379/
      https://example.com:25/
      https://example.com:65535/
      http://8.8.8.8:53/
      https://tai.example.com/
      https://TAI.example.com.:8443/x
      https://\u24c9\u24d0\u24d8.example.com/
      """;

  private HostileAddresses() {}

  /** Those that have no place in an address field at all. */
  static Stream<String> notAddresses() {
    return Stream.concat(
        NOT_ADDRESSES.lines(),
        Stream.of(
            "",
            " \t\r\n",
            "https://example.com/a\r\nX: y",
            "https://example.com/\u0000",
            "https://example.com/\u0085x",
            "https://example.com/\u2028x",
            "https://example.com/\u2029",
            "https://exa\tmple.com/",
            "https://example.com/" + "a".repeat(2048),
            "https://example.com/" + "é".repeat(2000),
            "https://" + "a".repeat(64) + ".com/",
            "https://" + "ab.".repeat(90) + "com/",
            "https://" + "é".repeat(60) + ".com/",
            "https://" + "ü".repeat(2000) + ".com/"));
  }

  /** Well-formed ones that lead where nobody may go. */
  static Stream<String> forbidden() {
    return FORBIDDEN.lines();
  }
}
