package vn.taivideonhanh.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bytes that have two readings, or none (RFC 9112): each must be refused or cut off, and what
 * stands behind it must never be answered.
 */
final class HostileRequests {
  /** A request whose answer would show that what was refused had been read further. */
  static final String BEHIND = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String GET = "GET /api/monitoring/health/live HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";
  private static final String POST =
      "POST /api/streaming/analyze HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
  private static final String END = "\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n";
  private static final String NO_CHUNKS = "0\r\n\r\n";

  private final Map<String, String> all = new LinkedHashMap<>();

  private HostileRequests() {}

  /** Each by its name. */
  static Map<String, String> all() {
    var requests = new HostileRequests();
    requests.lengths();
    requests.codings();
    requests.chunks();
    requests.lines();
    requests.fields();
    requests.hosts();
    requests.versions();
    requests.strangers();
    return requests.all;
  }

  private void add(String name, String bytes) {
    if (all.put(name, bytes + BEHIND) != null) {
      throw new IllegalArgumentException("twice: " + name);
    }
  }

  private void lengths() {
    Map.of(
            "negative", "-1",
            "signed", "+2",
            "of two numbers", "2, 3",
            "hexadecimal", "0x2",
            "of letters", "two",
            "empty", "",
            "larger than 64 bits", "99999999999999999999",
            "with a space inside", "1 2",
            "a fraction", "2.0")
        .forEach((name, length) ->
            add("a length that is " + name, POST + "Content-Length: " + length + END + END + "{}"));
    add("two lengths", POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}");
    add("a length in exabytes", POST + "Content-Length: 9000000000000000000\r\n\r\n{}");
  }

  private void codings() {
    add("a length and chunks", POST + "Content-Length: 5\r\n" + CHUNKED + END + NO_CHUNKS);
    add("chunks and a length", POST + CHUNKED + "Content-Length: 5\r\n" + END + NO_CHUNKS);
    add("a coding that is named twice", POST + CHUNKED + CHUNKED + END + NO_CHUNKS);
    for (var coding :
        List.of(
            "xchunked",
            "chunked, xchunked",
            "chunked, identity",
            "identity",
            "gzip",
            "chunked, chunked",
            "\u000bchunked",
            "chunked;q=1",
            "\"chunked\"",
            "")) {
      add("the coding [" + coding + "]", POST + "Transfer-Encoding: " + coding + END + END + "0");
    }
    add(
        "a space before a coding's colon",
        POST + "Transfer-Encoding : chunked\r\n\r\n" + NO_CHUNKS);
    add("a coding on a folded line", POST + "Transfer-Encoding:\r\n chunked\r\n\r\n" + NO_CHUNKS);
  }

  private void chunks() {
    for (var size :
        List.of(
            "ffffffffffffffff1",
            "-1",
            "+1",
            "0x1",
            "80000000",
            "8000000000000000",
            "g",
            "1 1",
            "")) {
      add("the chunk size [" + size + "]", POST + CHUNKED + END + size + "\r\n{\r\n" + NO_CHUNKS);
    }
    add("a chunk that is longer than it says", POST + CHUNKED + END + "1\r\n{}\r\n" + NO_CHUNKS);
    add("a chunk that ends in a bare LF", POST + CHUNKED + END + "2\n{}\n0\n\n");
    add("a bare LF in a chunk's extension", POST + CHUNKED + END + "2;a\nx\r\n{}\r\n" + NO_CHUNKS);
  }

  private void lines() {
    add("a bare LF behind the request line", "GET / HTTP/1.1\n" + HOST + END);
    add("a bare LF behind a field", GET + "Host: localhost\nX: y\r\n\r\n");
    add("a bare CR in a field", GET + HOST + "X: a\rb\r\n\r\n");
    add("a bare CR in the request line", "GET /\r HTTP/1.1\r\n" + HOST + END);
    add("control characters before the line", "\u0001\u0002" + GET + HOST + END);
    add("NUL before the line", "\u0000" + GET + HOST + END);
    add("NUL in the line", "GET /\u0000x HTTP/1.1\r\n" + HOST + END);
    add("DEL in the target", "GET /\u007fx HTTP/1.1\r\n" + HOST + END);
    add("a space in the target", "GET /a b HTTP/1.1\r\n" + HOST + END);
    add("a tab in the line", "GET\t/\tHTTP/1.1\r\n" + HOST + END);
    add("a method with odd letters", "GE(T / HTTP/1.1\r\n" + HOST + END);
    add("an escape that is none", "GET /%zz HTTP/1.1\r\n" + HOST + END);
    add("a fragment in the target", "GET /#x HTTP/1.1\r\n" + HOST + END);
    add("no target", "GET HTTP/1.1\r\n" + HOST + END);
  }

  private void fields() {
    add("NUL in a field", GET + HOST + "X: a\u0000b\r\n\r\n");
    add("a control character in a field", GET + HOST + "X: a\u0001b\r\n\r\n");
    add("a field on a folded line", GET + HOST + "X: a\r\n b\r\n\r\n");
    add("a field folded with a tab", GET + HOST + "X: a\r\n\tb\r\n\r\n");
    add("a first field that is folded", GET + " X: a\r\n" + HOST + END);
    add("a field without a name", GET + HOST + ": a\r\n\r\n");
    add("a field without a colon", GET + HOST + "X\r\n\r\n");
    add("a space in a name", GET + HOST + "X Y: a\r\n\r\n");
    add("an unknown expectation", POST + "Expect: 200-maybe\r\nContent-Length: 2\r\n\r\n{}");
  }

  private void hosts() {
    add("no Host", GET + END);
    for (var host :
        List.of(
            "",
            "localhost, localhost",
            "me@localhost",
            "local host",
            "localhost:99999",
            "localhost:",
            "localhost:80:80",
            "localhost/x",
            "[::1",
            "[::zz]",
            "rebound.example.com",
            "http://localhost")) {
      add("the Host [" + host + "]", GET + "Host: " + host + END + END);
    }
    add("two Hosts", GET + HOST + "Host: example.com\r\n\r\n");
    add("the same Host twice", GET + HOST + HOST + END);
    for (var target :
        List.of(
            "http://other.example/",
            "http:///x",
            "https://me@localhost/",
            "ftp://localhost/",
            "http://localhost:1/",
            "//localhost/x@other.example/http:",
            "localhost/",
            "*",
            "../x")) {
      add("the target [" + target + "]", "GET " + target + " HTTP/1.1\r\n" + HOST + END);
    }
  }

  private void versions() {
    add("HTTP/0.9", "GET /\r\n");
    for (var version :
        List.of("HTTP/2.0", "HTTP/1.2", "HTTP/1", "http/1.1", "HTTP/1.1x", "XTP/1.1")) {
      add("the version " + version, "GET / " + version + END + HOST + END);
    }
    add(
        "HTTP/1.0 with chunks, kept alive",
        POST.replace("1.1", "1.0") + "Connection: keep-alive\r\n" + CHUNKED + END + NO_CHUNKS);
    add(
        "HTTP/1.0 with chunks and a length",
        POST.replace("1.1", "1.0") + "Content-Length: 5\r\n" + CHUNKED + END + NO_CHUNKS);
    add("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
  }

  private void strangers() {
    add("TLS", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n");
    add("the PROXY protocol", "PROXY TCP4 9.9.9.9 8.8.8.8 1 2\r\n");
    add("SSH", "SSH-2.0-OpenSSH_9.2\r\n");
    add("Redis", "*1\r\n$4\r\nPING\r\n");
    for (var method : List.of("TRACE", "CONNECT", "PROPFIND", "BREW")) {
      add("the method " + method, method + " / HTTP/1.1\r\n" + HOST + "Connection: close\r\n\r\n");
    }
    add("CONNECT to a port", "CONNECT localhost:6379 HTTP/1.1\r\nHost: localhost:6379\r\n\r\n");
    add("a line that is too long", "GET /" + "a".repeat(5000) + " HTTP/1.1\r\n" + HOST + END);
    add("a field that is too long", GET + HOST + "X: " + "a".repeat(9000) + "\r\n\r\n");
    var many = new ArrayList<String>();
    for (var i = 0; i < 1_200; i++) {
      many.add("X" + i + ": 1\r\n");
    }
    add("fields that are too many", GET + HOST + String.join("", many) + END);
  }
}
