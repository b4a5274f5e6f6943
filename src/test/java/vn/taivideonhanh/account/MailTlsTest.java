package vn.taivideonhanh.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.subethamail.smtp.server.SMTPServer;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.mail.Letter;
import vn.taivideonhanh.mail.Mailer;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Letters over TLS and STARTTLS, to a real mail server (SubEthaSMTP) with certificates of its own.
 */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class MailTlsTest {
  private static final SelfSignedCertificate OURS = SelfSignedCertificate.create("localhost");
  private static final SelfSignedCertificate OTHER = SelfSignedCertificate.create("localhost");
  private static final SelfSignedCertificate ELSEWHERE =
      SelfSignedCertificate.create("mail.example");
  private static final Letter LETTER = new Letter("ann@example.org", "Hello", "a text");

  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private @Nullable SMTPServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  private static SSLContext tls(Vertx vertx, SelfSignedCertificate certificate)
      throws GeneralSecurityException {
    var tls = SSLContext.getInstance("TLS");
    try {
      var keys = certificate.keyCertOptions().getKeyManagerFactory(vertx).getKeyManagers();
      tls.init(keys, null, null);
    } catch (Exception e) {
      throw new GeneralSecurityException(e);
    }
    return tls;
  }

  private int started(SMTPServer.Builder builder) {
    var started =
        builder
            .port(0)
            .messageHandler((_, from, to, data) ->
                received.add(from + " to " + to + ": " + new String(data, UTF_8)))
            .build();
    server = started;
    started.start();
    return started.getPortAllocated();
  }

  private int withTls(Vertx vertx, SelfSignedCertificate certificate)
      throws GeneralSecurityException {
    return started(SMTPServer.port(0).serverSocketFactory(tls(vertx, certificate)));
  }

  private int withStartTls(Vertx vertx, SelfSignedCertificate certificate)
      throws GeneralSecurityException {
    var builder = SMTPServer.port(0).enableTLS().requireTLS();
    return started(builder.startTlsSocketFactory(tls(vertx, certificate)));
  }

  private static Map<String, String> settings(int port, String tls, String ca) {
    var settings = new HashMap<>(Map.of("TVN_ACCOUNTS_REGISTRATION", "open"));
    settings.put("TVN_HTTP_PUBLIC_URL", "https://tai.example/");
    settings.put("TVN_MAIL_HOST", "localhost");
    settings.put("TVN_MAIL_PORT", Integer.toString(port));
    settings.put("TVN_MAIL_TLS", tls);
    settings.put("TVN_MAIL_CA", ca);
    settings.put("TVN_MAIL_FROM", "tai@tai.example");
    return settings;
  }

  private static Mailer mailer(Vertx vertx, int port, String tls, String ca) {
    var mail = ConfigLoader.load(null, settings(port, tls, ca)).mail();
    return new Mailer(vertx, mail, Mailer.authorities(mail));
  }

  private String next() throws InterruptedException {
    return Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS), "no letter came");
  }

  private void refused(
      Vertx vertx, String tls, SelfSignedCertificate shown, SelfSignedCertificate trusted)
      throws GeneralSecurityException {
    var port = tls.equals("tls") ? withTls(vertx, shown) : withStartTls(vertx, shown);
    var mailer = mailer(vertx, port, tls, trusted.certificatePath());
    assertThatThrownBy(() -> mailer.send(LETTER).await()).hasStackTraceContaining("SSL");
    stop();
  }

  @Test
  void a_letter_arrives_over_tls(Vertx vertx) throws Exception {
    var mailer = mailer(vertx, withTls(vertx, OURS), "tls", OURS.certificatePath());
    mailer.send(LETTER).await();
    assertThat(next()).startsWith("tai@tai.example to ann@example.org").contains("a text");
  }

  @Test
  void a_letter_arrives_over_starttls(Vertx vertx) throws Exception {
    var port = withStartTls(vertx, OURS);
    mailer(vertx, port, "starttls", OURS.certificatePath()).send(LETTER).await();
    assertThat(next()).startsWith("tai@tai.example to ann@example.org").contains("a text");
  }

  @Test
  void an_account_gets_its_letter_over_starttls(Vertx vertx, RedisStore store) throws Exception {
    var settings = settings(withStartTls(vertx, OURS), "starttls", OURS.certificatePath());
    var desk = new AccountDesk(vertx, store, settings);
    var _ = desk.register("ann", "ann@example.org", null).await();
    assertThat(next()).contains("https://tai.example/account#confirm=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "starttls"})
  void a_certificate_that_nobody_trusted_has_signed_or_of_another_host_gets_nothing(
      String tls, Vertx vertx) throws Exception {
    refused(vertx, tls, OTHER, OURS);
    refused(vertx, tls, ELSEWHERE, ELSEWHERE);
    assertThat(received).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tls", "starttls"})
  void a_server_that_speaks_no_tls_gets_nothing(String tls, Vertx vertx) {
    var port = started(SMTPServer.port(0));
    assertThatThrownBy(() -> mailer(vertx, port, tls, OURS.certificatePath()).send(LETTER).await())
        .isNotNull();
    assertThat(received).isEmpty();
  }

  @Test
  void what_holds_no_certificates_is_refused_at_the_start(@TempDir Path folder) throws Exception {
    var file = folder.resolve("ca.pem");
    for (var content : new String[] {"", "hunter2", "-----BEGIN CERTIFICATE-----\nAA\n"}) {
      Files.writeString(file, content);
      var mail = ConfigLoader.load(null, settings(25, "tls", file.toString())).mail();
      assertThatThrownBy(() -> Mailer.authorities(mail))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("mail.ca")
          .hasMessageNotContaining("hunter2");
    }
    Files.delete(file);
    var mail = ConfigLoader.load(null, settings(25, "tls", file.toString())).mail();
    assertThatThrownBy(() -> Mailer.authorities(mail)).hasMessageContaining("cannot be read");
  }
}
