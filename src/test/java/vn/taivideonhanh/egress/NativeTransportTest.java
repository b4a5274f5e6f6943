package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServerOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import vn.taivideonhanh.problem.ProblemCode;

/** The kernel's own sockets, as they are used where the server really runs. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
final class NativeTransportTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));

  @AfterEach
  void end() {
    vertx.close().await();
  }

  @Test
  void fetches_by_epoll_also_from_a_name() {
    assertThat(vertx.isNativeTransportEnabled()).isTrue();
    var site =
        Site.start(
            vertx, (_, socket) -> say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    try (var names = new NameServer(_ -> List.of("8.8.8.8", "127.0.0.1"));
        var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()), names.address(), null)) {
      assertThat(fetcher.get(site.url("/")).await().body()).isEqualTo("ok");
      assertThat(failure(fetcher.get("http://example.com/")).code())
          .isEqualTo(ProblemCode.SITE_UNREACHABLE);
    }
  }

  /** The compiled half and the Java half of the transport must fit: errno is where they meet. */
  @Test
  void survives_resets_and_refusals() {
    var options = new NetServerOptions().setHost("127.0.0.1").setPort(0).setSoLinger(0);
    var site =
        Site.start(
            vertx,
            options,
            (head, socket) -> {
              if (head.contains("/late")) {
                say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
              }
              socket.close().onFailure(_ -> {});
            });
    try (var fetcher = new Fetcher(vertx, Policies.allowing(site.pair()))) {
      for (var path : List.of("/early", "/late")) {
        assertThat(failure(fetcher.get(site.url(path))).code())
            .isEqualTo(ProblemCode.SITE_UNREACHABLE);
      }
      var closed = site.url("/");
      site.close();
      assertThat(failure(fetcher.get(closed)).code()).isEqualTo(ProblemCode.SITE_UNREACHABLE);
    }
  }
}
