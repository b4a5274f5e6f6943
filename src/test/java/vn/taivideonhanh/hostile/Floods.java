package vn.taivideonhanh.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import vn.taivideonhanh.hostile.HostileSite.Answer;

/** More than anybody can take: {@code /flood/...}. */
final class Floods {
  private static final String HTML = "text/html; charset=utf-8";
  private static final int PIECE = 16 << 20;

  /** 256 MiB of blanks. */
  private static final String BROTLI =
      "z///fwAkQOKxQHLv//n//w+ABEAcFoDu/T////8BkACIwwLQvf/n//8/ABIAcVgAuvf//P//B0ACIA4LQPf+n////wBI"
          + "AMRhAeje//P//x8ACYA4LADd+3/+//8DIAEQhwWge//P//9/ACQA4rAAdO//+f//D4AEQBwWgO79P////wGQAIjD"
          + "AtC9/+f//z8AEgBxWAC69//8//8HQAIgDgtA9/6f////AEgAxGEB6N7/8///HwAJgDgsAN37//z//wcgARCHBaB7"
          + "/w8=";

  private Floods() {}

  static Map<String, Answer> all() {
    var floods = new TreeMap<String, Answer>();
    floods.put("/flood/gzip", coded("gzip", gzip(), 64));
    floods.put("/flood/deflate", deflate());
    floods.put("/flood/brotli", coded("br", Base64.getDecoder().decode(BROTLI), 1));
    floods.put("/flood/iframes", Pages.html("<iframe ".repeat(3072)));
    floods.put("/flood/metas", Pages.html("<meta ".repeat(4096)));
    floods.put("/flood/sources", Pages.html("<video>" + "<source ".repeat(4000)));
    floods.put(
        "/flood/videos", Pages.html("<video src='/file/short.mp4'></video>".repeat(100_000)));
    floods.put("/flood/items", Answer.of("application/rss+xml", items(100_000)));
    floods.put("/flood/formats", Pages.html(formats(5000)));
    floods.put(
        "/flood/linked",
        Pages.html(
            "<script type=\"application/ld+json\">" + "{\"a\":[".repeat(100_000) + "</script>"));
    floods.put(
        "/flood/linked-whole",
        Pages.html(
            "<script type=\"application/ld+json\">"
                + "[".repeat(50_000)
                + "]".repeat(50_000)
                + "</script>"));
    floods.put("/flood/page", endless(HTML, "<p>more and more</p>\n".repeat(1000)));
    floods.put(
        "/flood/playlist",
        endless("application/vnd.apple.mpegurl", "#EXTM3U\n" + "#EXTINF:4,\na.ts\n".repeat(1000)));
    floods.put("/flood/drip", Floods::drip);
    floods.put("/flood/fields", Floods::fields);
    floods.put(
        "/flood/field",
        out -> out.write(Answer.head(HTML + "\r\nX-Long: " + "a".repeat(10_000_000))));
    floods.put(
        "/flood/promised",
        out -> out.write(Answer.head(HTML + "\r\nContent-Length: 1000000000000000000")));
    floods.put(
        "/flood/nonsense",
        out ->
            out.write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n"
                    .getBytes(US_ASCII)));
    floods.put("/flood/silence", _ -> pause(Duration.ofMinutes(1)));
    return floods;
  }

  private static Answer coded(String coding, byte[] piece, int times) {
    return out -> {
      out.write(Answer.head(HTML + "\r\nContent-Encoding: " + coding));
      for (var i = 0; i < times; i++) {
        out.write(piece);
      }
    };
  }

  /** One member of many: together they are one file (RFC 1952 section 2.2). */
  private static byte[] gzip() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(blanks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A block that ends with a full flush may follow itself as often as one likes. */
  private static Answer deflate() {
    var deflater = new Deflater();
    deflater.setInput(blanks());
    var buffer = new byte[1 << 20];
    var length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
    deflater.end();
    var first = Arrays.copyOf(buffer, length);
    var rest = Arrays.copyOfRange(buffer, 2, length);
    return out -> {
      coded("deflate", first, 1).write(out);
      for (var i = 1; i < 64; i++) {
        out.write(rest);
      }
    };
  }

  private static byte[] blanks() {
    var blanks = new byte[PIECE];
    Arrays.fill(blanks, (byte) ' ');
    return blanks;
  }

  private static String items(int count) {
    return "<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>"
        + "<item><title>x</title><link>http://site.example/1</link></item>".repeat(count)
        + "</channel></rss>";
  }

  private static String formats(int count) {
    var sources = "{\"file\":\"/file/short.mp4\",\"label\":\"x\"},".repeat(count);
    return "<script>jwplayer(\"p\").setup({\"title\":\"x\",\"sources\":[%s{\"file\":\"/a.mp4\"}]});</script>"
        .formatted(sources);
  }

  static Answer endless(String type, String piece) {
    var bytes = piece.getBytes(ISO_8859_1);
    return out -> {
      out.write(Answer.head(type));
      while (true) {
        out.write(bytes);
      }
    };
  }

  private static void drip(OutputStream out) throws IOException {
    out.write(Answer.head(HTML));
    while (true) {
      out.write(' ');
      out.flush();
      pause(Duration.ofSeconds(1));
    }
  }

  private static void fields(OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
    for (var i = 0; i < 100_000; i++) {
      out.write("X-%d: x\r\n".formatted(i).getBytes(US_ASCII));
    }
    out.write("Content-Length: 0\r\n\r\n".getBytes(US_ASCII));
  }

  private static void pause(Duration length) {
    LockSupport.parkNanos(length.toNanos());
  }
}
