package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request of the range requests' rules, RFC 9110 sections 13 and 14, and what must come of it.
 * In fields, {@code N} is the file's length, {@code N-1} the last position, and {@code TAG} its
 * entity tag.
 *
 * @param fields names and values in turn
 * @param part first and last position, in the same words; null is the whole, or nothing
 */
record RangeCase(String method, List<String> fields, int status, @Nullable String part) {

  /** A file that is served over HTTP. */
  interface Served {
    HttpResponse<byte[]> send(String method, String... fields)
        throws IOException, InterruptedException;
  }

  static Stream<RangeCase> all() {
    var cases = new ArrayList<RangeCase>();
    cases.add(new RangeCase("GET", List.of(), 200, null));
    parts(cases);
    wholes(cases);
    for (var none : List.of("N-", "N-N", "N-99999999999999999999", "99999999999999999999-", "-0")) {
      cases.add(get(416, null, "Range", "bytes=" + none));
    }
    conditions(cases);
    heads(cases);
    return cases.stream();
  }

  /** Section 14.1.2: positions are inclusive, ends beyond the file are the file's end. */
  private static void parts(List<RangeCase> cases) {
    var parts =
        new String[][] {
          {"0-0", "0-0"},
          {"0-1", "0-1"},
          {"0-499", "0-499"},
          {"500-999", "500-999"},
          {"1-1", "1-1"},
          {"0-", "0-N-1"},
          {"1-", "1-N-1"},
          {"65536-131071", "65536-131071"},
          {"9500-", "9500-N-1"},
          {"N-1-", "N-1-N-1"},
          {"N-1-N-1", "N-1-N-1"},
          {"N-2-N-1", "N-2-N-1"},
          {"N-1-N", "N-1-N-1"},
          {"0-N-1", "0-N-1"},
          {"0-N", "0-N-1"},
          {"0-99999999999999999999", "0-N-1"},
          {"-1", "N-1-N-1"},
          {"-2", "N-2-N-1"},
          {"-500", "N-500-N-1"},
          {"-N", "0-N-1"},
          {"-99999999999999999999", "0-N-1"},
          {"007-008", "7-8"},
          {"4095-4096", "4095-4096"},
        };
    for (var part : parts) {
      cases.add(get(206, part[1], "Range", "bytes=" + part[0]));
    }
    // Section 14.1: range units are compared without regard to case.
    cases.add(get(206, "0-9", "Range", "Bytes=0-9"));
    cases.add(get(206, "0-9", "Range", "BYTES=0-9"));
    cases.add(get(206, "0-9", "range", "bytes=0-9"));
  }

  /** Section 14.2: what is not understood is left aside, and several parts may be. */
  private static void wholes(List<RangeCase> cases) {
    var wholes =
        List.of(
            "bytes=0-0,2-3",
            "bytes=0-0,-1",
            "bytes=0-,0-",
            "bytes=5-4",
            "bytes=-",
            "bytes=",
            "bytes",
            "bytes=a-b",
            "bytes=0-b",
            "bytes=a-0",
            "bytes=0--1",
            "bytes=--1",
            "bytes=1",
            "bytes=0x0-0x9",
            "bytes= 0 - 9",
            "lines=0-9",
            "items=1-2",
            "none",
            "=0-1",
            "bytes:0-1",
            "bytes=0-1;2-3",
            "bytes=1.0-2",
            "bytes=+1-2",
            "octets=0-9");
    wholes.forEach(field -> cases.add(get(200, null, "Range", field)));
  }

  /** Section 13.2.2: the order in which conditions count; 13.1.5: If-Range compares strongly. */
  private static void conditions(List<RangeCase> cases) {
    cases.add(get(206, "2-5", "Range", "bytes=2-5", "If-Range", "TAG"));
    cases.add(get(200, null, "Range", "bytes=2-5", "If-Range", "\"other\""));
    cases.add(get(200, null, "Range", "bytes=2-5", "If-Range", "W/TAG"));
    cases.add(get(200, null, "Range", "bytes=2-5", "If-Range", "Sat, 29 Oct 1994 19:43:31 GMT"));
    cases.add(get(200, null, "Range", "bytes=N-", "If-Range", "\"other\""));
    cases.add(get(416, null, "Range", "bytes=N-", "If-Range", "TAG"));
    cases.add(get(200, null, "If-Match", "TAG"));
    cases.add(get(200, null, "If-Match", "*"));
    cases.add(get(200, null, "If-Match", "\"other\", TAG"));
    cases.add(get(412, null, "If-Match", "\"other\""));
    cases.add(get(412, null, "If-Match", "W/TAG"));
    cases.add(get(412, null, "If-Match", "\"other\"", "Range", "bytes=2-5"));
    cases.add(get(206, "2-5", "If-Match", "TAG", "Range", "bytes=2-5"));
    cases.add(get(304, null, "If-None-Match", "TAG"));
    cases.add(get(304, null, "If-None-Match", "W/TAG"));
    cases.add(get(304, null, "If-None-Match", "*"));
    cases.add(get(304, null, "If-None-Match", "\"other\", TAG"));
    cases.add(get(304, null, "If-None-Match", "TAG", "Range", "bytes=2-5"));
    cases.add(get(200, null, "If-None-Match", "\"other\""));
    cases.add(get(206, "2-5", "If-None-Match", "\"other\"", "Range", "bytes=2-5"));
    cases.add(get(412, null, "If-Match", "\"other\"", "If-None-Match", "TAG"));
  }

  /** Section 14.2: a Range field means nothing to a method other than GET. */
  private static void heads(List<RangeCase> cases) {
    cases.add(new RangeCase("HEAD", List.of(), 200, null));
    cases.add(new RangeCase("HEAD", List.of("Range", "bytes=0-9"), 200, null));
    cases.add(new RangeCase("HEAD", List.of("Range", "bytes=N-"), 200, null));
    cases.add(new RangeCase("HEAD", List.of("If-None-Match", "TAG"), 304, null));
    cases.add(new RangeCase("HEAD", List.of("If-Match", "\"other\""), 412, null));
  }

  private static RangeCase get(int status, @Nullable String part, String... fields) {
    return new RangeCase("GET", List.of(fields), status, part);
  }

  /**
   * Sends it and judges the answer.
   *
   * @param whole what the file is
   */
  void check(Served served, byte[] whole, String tag) throws IOException, InterruptedException {
    int length = whole.length;
    var sent = fields.stream().map(value -> said(value, length).replace("TAG", tag)).toList();
    var answer = served.send(method, sent.toArray(String[]::new));
    assertThat(answer.statusCode()).isEqualTo(status);
    var found = answer.headers();
    if (status == 200 || status == 206) {
      assertThat(found.firstValue("Accept-Ranges")).hasValue("bytes");
      assertThat(found.firstValue("ETag")).hasValue(tag);
    }
    switch (status) {
      case 200 -> {
        assertThat(found.firstValueAsLong("Content-Length")).hasValue(length);
        assertThat(found.firstValue("Content-Range")).isEmpty();
        assertThat(Arrays.equals(answer.body(), method.equals("HEAD") ? new byte[0] : whole))
            .isTrue();
      }
      case 206 -> part(answer, said(String.valueOf(part), length), whole);
      case 304 -> {
        assertThat(found.firstValue("ETag")).hasValue(tag);
        assertThat(answer.body()).isEmpty();
      }
      case 416 -> assertThat(found.firstValue("Content-Range")).hasValue("bytes */" + length);
      default -> assertThat(found.firstValue("Content-Range")).isEmpty();
    }
  }

  private static void part(HttpResponse<byte[]> answer, String part, byte[] whole) {
    int dash = part.indexOf('-');
    int first = Integer.parseInt(part.substring(0, dash));
    int last = Integer.parseInt(part.substring(dash + 1));
    var fields = answer.headers();
    assertThat(fields.firstValueAsLong("Content-Length")).hasValue(last - first + 1);
    assertThat(fields.firstValue("Content-Range"))
        .hasValue("bytes " + first + "-" + last + "/" + whole.length);
    assertThat(Arrays.equals(answer.body(), Arrays.copyOfRange(whole, first, last + 1))).isTrue();
  }

  private static String said(String text, int length) {
    return text.replace("N-500", Integer.toString(length - 500))
        .replace("N-1", Integer.toString(length - 1))
        .replace("N-2", Integer.toString(length - 2))
        .replaceAll("\\bN\\b", Integer.toString(length));
  }

  @Override
  public String toString() {
    return method + " " + String.join(" ", fields) + " is " + status;
  }
}
