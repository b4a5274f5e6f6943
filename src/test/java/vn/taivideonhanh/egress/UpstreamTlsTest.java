package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;

import io.netty.handler.ssl.OpenSsl;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.problem.ProblemCode;

/** The connection goes to the checked address, SNI and certificate are about the name. */
@ExtendWith(VertxExtension.class)
final class UpstreamTlsTest {
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create("video.example.com");
  private static final byte[] LARGE = new byte[3 << 20];

  private final List<String> indicated = new CopyOnWriteArrayList<>();
  private Site site;

  @BeforeEach
  void start(Vertx vertx) {
    var options =
        new NetServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setSsl(true)
            .setSni(true)
            .setKeyCertOptions(CERTIFICATE.keyCertOptions());
    site = Site.start(vertx, options, this::answer);
  }

  private void answer(String head, NetSocket socket) {
    indicated.add(String.valueOf(socket.indicatedServerName()));
    var endless = head.contains("/endless");
    var body = Buffer.buffer("HTTP/1.1 200 OK\r\n");
    body.appendString(endless ? "\r\n" : "Content-Length: " + LARGE.length + "\r\n\r\n");
    body.appendBytes(LARGE);
    (endless ? socket.end(body) : socket.write(body)).onFailure(_ -> {});
  }

  @Test
  void is_done_by_boringssl_on_this_machine() {
    var known = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    var built = known.equals("amd64") || known.equals("aarch64");
    assertThat(OpenSsl.isAvailable())
        .isEqualTo(built && System.getProperty("os.name").equals("Linux"));
  }

  @Test
  void fetches_from_a_name_that_the_certificate_is_for(Vertx vertx) throws Exception {
    try (var names = new NameServer(_ -> List.of("127.0.0.1"));
        var fetcher = fetcher(vertx, names, trusted(vertx))) {
      for (var i = 0; i < 2; i++) {
        var got = fetcher.get(url("video.example.com", "/")).await();
        assertThat(got.body()).hasSize(LARGE.length);
      }
      assertThat(indicated).containsOnly("video.example.com");
      assertThat(site.connections).hasValue(1);
    }
  }

  @Test
  void takes_a_farewell_for_the_end_of_a_body_without_length(Vertx vertx) throws Exception {
    try (var names = new NameServer(_ -> List.of("127.0.0.1"));
        var fetcher = fetcher(vertx, names, trusted(vertx))) {
      var got = fetcher.get(url("video.example.com", "/endless")).await();
      assertThat(got.body()).hasSize(LARGE.length);
      assertThat(got.contentLength()).isEqualTo(-1);
    }
  }

  @Test
  void refuses_a_certificate_for_another_name(Vertx vertx) throws Exception {
    try (var names = new NameServer(_ -> List.of("127.0.0.1"));
        var fetcher = fetcher(vertx, names, trusted(vertx))) {
      var other = failure(fetcher.get(url("other.example.com", "/")));
      assertThat(other.code()).isEqualTo(ProblemCode.SITE_UNREACHABLE);
      assertThat(failure(fetcher.get(url("127.0.0.1", "/"))).detail()).isEqualTo(other.detail());
      assertThat(indicated).isEmpty();
    }
  }

  @Test
  void refuses_a_certificate_that_nobody_vouches_for(Vertx vertx) {
    try (var names = new NameServer(_ -> List.of("127.0.0.1"));
        var fetcher = fetcher(vertx, names, null)) {
      assertThat(failure(fetcher.get(url("video.example.com", "/"))).code())
          .isEqualTo(ProblemCode.SITE_UNREACHABLE);
      assertThat(indicated).isEmpty();
    }
  }

  private String url(String host, String path) {
    return "https://" + host + ":" + site.port() + path;
  }

  private Fetcher fetcher(Vertx vertx, NameServer names, @Nullable TrustManagerFactory trust) {
    var egress = Policies.of(Map.of("ALLOW", site.pair(), "PORTS", String.valueOf(site.port())));
    return new Fetcher(vertx, egress, names.address(), trust);
  }

  private static TrustManagerFactory trusted(Vertx vertx) throws Exception {
    return CERTIFICATE.trustOptions().getTrustManagerFactory(vertx);
  }
}
