package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** The guard over raw sockets: who may use it, what it carries, and where to. */
final class EgressGuardTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Vertx vertx = Vertx.vertx();
  private final Site inner = Site.start(vertx, (_, socket) -> say(socket, OK));
  private final Site site = Site.start(vertx, (_, socket) -> say(socket, OK));
  private final GuardRig rig = new GuardRig(vertx, site.pair());
  private final JobPass pass = rig.guard.open("job", GuardRig.WIDE);

  @AfterEach
  void end() {
    assertThat(inner.connections).as("visits to a denied address").hasValue(0);
    rig.close();
    vertx.close().await();
  }

  @Test
  void carries_a_plain_request_and_says_that_nothing_more_comes() throws IOException {
    assertThat(rig.get(pass, site.url("/v?a=b#c")))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .containsIgnoringCase("connection: close")
        .endsWith("\r\n\r\nok");
    assertThat(site.heads.getFirst())
        .startsWith("GET /v?a=b HTTP/1.1\r\n")
        .containsIgnoringCase("host: " + site.pair() + "\r\n");
  }

  @Test
  void asks_who_is_there() throws IOException {
    var other = rig.guard.open("other", GuardRig.WIDE);
    var swapped = GuardRig.credential(other).replaceAll("Basic .{12}", "Basic bm9ib2R5Onhh");
    for (var field :
        List.of(
            "",
            swapped,
            "Proxy-Authorization: Bearer x\r\n",
            "Proxy-Authorization: Basic %%%\r\n",
            "Proxy-Authorization: Basic am9iLjE6\r\n",
            GuardRig.credential(pass) + GuardRig.credential(pass))) {
      assertThat(rig.say(pass, "GET " + site.url("/") + " HTTP/1.1\r\n" + field + "\r\n"))
          .startsWith("HTTP/1.1 407 ")
          .containsIgnoringCase("proxy-authenticate: basic realm=\"egress\"\r\n")
          .containsIgnoringCase("content-length: 0\r\n");
    }
    assertThat(site.connections).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET ftp://%s/ HTTP/1.1",
        "GET https://%s/ HTTP/1.1",
        "GET gopher://%s/ HTTP/1.1",
        "GET http://u:p@%s/ HTTP/1.1",
        "GET / HTTP/1.1",
        "GET http://%s/ HTTP/1.0",
        "PUT http://%s/ HTTP/1.1",
        "TRACE http://%s/ HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "GET http://%s/ HTTP/1.1\r\nUpgrade: websocket",
        "GET http://%s/ HTTP/1.1\r\nExpect: more",
        "CONNECT http://%s/ HTTP/1.1",
        "CONNECT 127.0.0.1 HTTP/1.1",
        "CONNECT u@%s HTTP/1.1",
        "CONNECT %s/ HTTP/1.1"
      })
  void refuses_what_is_no_plain_request_nor_a_tunnel(String line) throws IOException {
    var request = line.formatted(site.pair()) + "\r\n" + GuardRig.credential(pass) + "\r\n";
    assertThat(rig.say(pass, request)).startsWith("HTTP/1.1 400 ");
    assertThat(site.connections).hasValue(0);
  }

  @Test
  void never_connects_to_what_the_policy_denies() throws IOException {
    for (var host :
        List.of("127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "redis")) {
      assertThat(rig.get(pass, "http://" + host + ":" + inner.port() + "/"))
          .as(host)
          .startsWith("HTTP/1.1 403 ");
      try (var socket = GuardRig.socket(pass)) {
        assertThat(GuardRig.tunnel(socket, pass, host + ":" + inner.port()))
            .as(host)
            .startsWith("HTTP/1.1 403 ");
      }
    }
    assertThat(pass.explain(new Failure(ProblemCode.SITE_FAILED, "said")).code())
        .isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
    assertThat(pass.explain(new Failure(ProblemCode.VIDEO_PRIVATE, "said")).code())
        .isEqualTo(ProblemCode.VIDEO_PRIVATE);
  }

  @Test
  void a_second_request_does_not_ride_on_the_first() throws IOException {
    var asked = "GET %s HTTP/1.1\r\nHost: x\r\n" + GuardRig.credential(pass) + "\r\n";
    var both = asked.formatted(site.url("/1")) + asked.formatted(inner.url("/2"));
    var again = asked.formatted(site.url("/1")) + asked.formatted(site.url("/2"));
    for (var requests : List.of(both, again)) {
      site.heads.clear();
      assertThat(rig.say(pass, requests)).containsOnlyOnce("HTTP/1.1").endsWith("ok");
      assertThat(site.heads).hasSize(1);
    }
  }

  @Test
  void a_site_learns_nothing_of_the_guard() throws IOException {
    var fields =
        """
        Host: other.example
        X-Forwarded-For: 1.2.3.4
        X-Forwarded-Host: a
        Via: 1.1 a
        Forwarded: for=1.2.3.4
        Proxy-Connection: keep-alive
        TE: trailers
        Connection: keep-alive, x-secret
        X-Secret: 1
        X-Kept: 1
        """
            .replace("\n", "\r\n");
    var head = "GET " + site.url("/") + " HTTP/1.1\r\n" + fields + GuardRig.credential(pass);
    assertThat(rig.say(pass, head + "\r\n")).endsWith("ok");
    assertThat(site.heads.getFirst().toLowerCase(Locale.ROOT))
        .contains("x-kept: 1", "host: " + site.pair(), "connection: close")
        .doesNotContain("forwarded", "proxy-", "via:", "x-secret", "other.example", "te:");
  }

  @Test
  void a_body_goes_up_as_it_is_framed() throws IOException {
    var got = new CopyOnWriteArrayList<String>();
    var server =
        vertx
            .createHttpServer()
            .requestHandler(request ->
                request
                    .body()
                    .onSuccess(body -> {
                      got.add(body.toString());
                      request.response().end("done").onFailure(_ -> {});
                    })
                    .onFailure(_ -> {}))
            .listen(0, "127.0.0.1")
            .await();
    try (var open = new GuardRig(vertx, "127.0.0.1:" + server.actualPort())) {
      var own = open.guard.open("job", GuardRig.WIDE);
      var line = "POST http://127.0.0.1:" + server.actualPort() + "/ HTTP/1.1\r\n";
      var head = line + GuardRig.credential(own);
      assertThat(open.say(own, head + "Content-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n"))
          .endsWith("done");
      assertThat(open.say(own, head + "Transfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\n"))
          .endsWith("done");
      assertThat(got).containsExactly("abc", "de");
    }
  }

  @Test
  void a_name_stays_where_it_was_found_for_the_whole_job() throws IOException {
    var other = new NetServerOptions().setHost("127.0.0.2").setPort(site.port());
    var rebound = Site.start(vertx, other, (_, socket) -> say(socket, OK));
    var turn = new AtomicInteger();
    var config =
        GuardRig.config(
            Map.of(
                "TVN_EGRESS_ALLOW", site.pair(), "TVN_EGRESS_PORTS", String.valueOf(site.port())));
    try (var names =
            new NameServer(name ->
                name.startsWith("mixed")
                    ? List.of("127.0.0.1", "127.0.0.2")
                    : List.of(turn.getAndIncrement() < 2 ? "127.0.0.1" : "127.0.0.2"));
        var open = new GuardRig(vertx, config, names.address())) {
      var first = open.guard.open("first", GuardRig.WIDE);
      var url = "http://turns.example.com:" + site.port() + "/";
      for (var i = 0; i < 3; i++) {
        assertThat(open.get(first, url)).endsWith("ok");
      }
      assertThat(open.get(open.guard.open("next", GuardRig.WIDE), url)).startsWith("HTTP/1.1 502 ");
      assertThat(open.get(first, "http://mixed.example.com:" + site.port() + "/"))
          .startsWith("HTTP/1.1 502 ");
      assertThat(rebound.connections).hasValue(0);
    }
  }

  @Test
  void without_a_guard_there_are_no_passes() {
    rig.close();
    assertThatThrownBy(() -> rig.guard.open("late", Proxies.Kind.ANALYSIS))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.code()).isEqualTo(ProblemCode.UNAVAILABLE));
    assertThat(pass.explain(new Failure(ProblemCode.SITE_UNREACHABLE, "said")).code())
        .isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(rig.guard.passes()).isZero();
  }

  @Test
  void a_child_that_does_not_ask_is_cut_off() throws IOException {
    var began = System.nanoTime();
    assertThat(rig.say(pass, "GET http://")).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }
}
