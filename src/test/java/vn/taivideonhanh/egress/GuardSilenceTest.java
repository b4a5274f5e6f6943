package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** What a stranger cannot learn of networks by asking, and what a guess of a credential brings. */
final class GuardSilenceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Site site =
      Site.start(vertx, (_, socket) -> say(socket, "HTTP/1.1 204 No\r\n\r\n"));
  private final NameServer names =
      new NameServer(name ->
          name.startsWith("denied")
              ? List.of("127.0.0.2")
              : name.startsWith("closed") ? List.of("127.0.0.1") : List.of());
  private final int closed = closedPort();
  private final List<String> urls =
      List.of(
          "http://denied.example.com:" + closed + "/",
          "http://closed.example.com:" + closed + "/",
          "http://unknown.example.com:" + closed + "/");
  private final Map<String, String> environment =
      Map.of(
          "TVN_EGRESS_ALLOW",
          site.pair() + ",127.0.0.1:" + closed,
          "TVN_EGRESS_PORTS",
          closed + "," + site.port());

  private int closedPort() {
    var gone = Site.start(vertx, (_, _) -> {});
    gone.close();
    return gone.port();
  }

  @AfterEach
  void end() {
    names.close();
    vertx.close().await();
  }

  @Test
  void a_child_hears_the_same_at_the_same_time_of_denied_closed_and_unknown() throws IOException {
    try (var rig = new GuardRig(vertx, GuardRig.config(environment), names.address())) {
      var answers = new HashSet<String>();
      for (var url : urls) {
        var pass = rig.guard.open("job", GuardRig.WIDE);
        var began = System.nanoTime();
        answers.add(rig.get(pass, url));
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isGreaterThanOrEqualTo(GuardRig.QUICK.connect().minusMillis(50));
        answers.add(rig.get(pass, url));
        var told = pass.explain(new Failure(ProblemCode.SITE_FAILED, "said"));
        answers.add(rig.get(pass, url) + told.code() + told.detail());
        assertThat(pass.explain(new Failure(ProblemCode.SITE_UNSUPPORTED, "said")).detail())
            .isEqualTo("said");
      }
      assertThat(answers).hasSize(2).allMatch(answer -> answer.startsWith("HTTP/1.1 502 "));
    }
  }

  @Test
  void so_does_a_client_of_our_own_fetches() {
    var egress = GuardRig.config(environment).egress();
    try (var fetcher = new Fetcher(vertx, egress, names.address(), null)) {
      var began = System.nanoTime();
      var fetches = urls.stream().map(fetcher::get).toList();
      var told =
          fetches.stream().map(fetch -> failure(fetch).code() + failure(fetch).detail()).distinct();
      assertThat(told).hasSize(1).first().asString().startsWith("SITE_UNREACHABLE");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(egress.dnsTimeout());
    }
  }

  @Test
  void a_job_that_was_refused_and_found_nothing_ends_with_the_refusal() throws IOException {
    try (var rig = new GuardRig(vertx, GuardRig.config(environment), names.address())) {
      var pass = rig.guard.open("job", GuardRig.WIDE);
      assertThat(rig.get(pass, urls.getFirst())).startsWith("HTTP/1.1 502 ");
      assertThat(rig.get(pass, "http://127.0.0.1/live.m3u8")).startsWith("HTTP/1.1 403 ");
      for (var code : List.of(ProblemCode.SITE_UNSUPPORTED, ProblemCode.SITE_TIMEOUT)) {
        assertThat(pass.explain(new Failure(code, "said")).code())
            .isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
      }
    }
  }

  @Test
  void a_tunnel_to_one_host_is_not_used_for_another() throws IOException {
    try (var rig = new GuardRig(vertx, GuardRig.config(environment), names.address())) {
      var pass = rig.guard.open("job", GuardRig.WIDE);
      var authority = "closed.example.com:" + site.port();
      try (var socket = GuardRig.socket(pass)) {
        assertThat(GuardRig.tunnel(socket, pass, authority)).startsWith("HTTP/1.1 200 ");
        socket.getOutputStream().write(Hello.record("other.example.com"));
        assertThat(socket.getInputStream().read()).isNegative();
      }
      assertThat(site.heads).isEmpty();
      assertThat(rig.guard.refusals()).isOne();
      assertThat(pass.explain(new Failure(ProblemCode.SITE_FAILED, "said")).code())
          .isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
    }
  }

  @Test
  void who_guesses_is_not_answered_and_those_who_know_are() throws IOException {
    try (var rig = new GuardRig(vertx, GuardRig.config(environment), names.address())) {
      var pass = rig.guard.open("job", GuardRig.WIDE);
      var request = "GET " + site.url("/") + " HTTP/1.1\r\nHost: x\r\n";
      for (var i = 0; i < 25; i++) {
        var guess = Base64.getEncoder().encodeToString(("job.1:" + i).getBytes(ISO_8859_1));
        var answer = rig.say(pass, request + "Proxy-Authorization: Basic " + guess + "\r\n\r\n");
        assertThat(answer).startsWith(i < 20 ? "HTTP/1.1 407 " : "");
        assertThat(answer.isEmpty()).isEqualTo(i >= 20);
      }
      assertThat(rig.guard.lockOuts()).isOne();
      assertThat(rig.say(pass, request + "\r\n")).startsWith("HTTP/1.1 407 ");
      assertThat(rig.get(pass, site.url("/"))).startsWith("HTTP/1.1 204 ");
    }
  }
}
