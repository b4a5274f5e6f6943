package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.server.SMTPServer;
import vn.taivideonhanh.FreePort;

/** {@code kill -9} while letters wait, and a start on the same data. */
class LettersIT {
  private static final Pattern LINK = Pattern.compile("#confirm=(tvc_[a-z2-7]+)");
  private static final int PATIENCE = 60;
  @TempDir private Path folder;

  @Test
  void letters_that_waited_for_a_killed_server_are_sent_by_the_next_one() throws Exception {
    var letters = new LinkedBlockingQueue<String>();
    // It takes connections and says nothing, so that a letter is under way when the server ends.
    var port = FreePort.next();
    var silent = new ServerSocket(port, 5, InetAddress.getLoopbackAddress());
    silent.setSoTimeout(Math.toIntExact(TimeUnit.SECONDS.toMillis(PATIENCE)));
    var data = Files.createDirectory(folder.resolve("data"));
    var settings = settings(port);
    try (var server = RunningServer.start(data, settings)) {
      try (var ann = registered(server.origin(), "ann");
          var bob = registered(server.origin(), "bob")) {
        assertThat(ann).isNotSameAs(bob);
        silent.accept().close();
        server.kill();
      }
    }
    silent.close();
    var mail =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((_, _, to, text) ->
                letters.add(to + ": " + new String(text, StandardCharsets.UTF_8)))
            .build();
    mail.start();
    try (var server = RunningServer.start(data, settings);
        var ann = new Visitor()) {
      var first =
          Objects.requireNonNull(letters.poll(PATIENCE, TimeUnit.SECONDS), "the first letter");
      var second =
          Objects.requireNonNull(letters.poll(PATIENCE, TimeUnit.SECONDS), "the second letter");
      assertThat(first + second).contains("ann@example.org: ", "bob@example.org: ");
      var link = link(first.startsWith("ann") ? first : second);
      var confirmed = new JsonObject().put("link", link);
      ann.json("POST", server.origin() + "/api/auth/email/confirm", confirmed);
      assertThat(server.log()).doesNotContain("tvc_").doesNotContain("@example.org");
      assertThat(SecrecyIT.stored(data)).contains("mail_").doesNotContain("tvc_");
    } finally {
      mail.stop();
    }
  }

  private static Map<String, String> settings(int port) {
    var settings = new HashMap<String, String>();
    settings.put("TVN_ACCESS_MODE", "open");
    settings.put("TVN_ACCOUNTS_REGISTRATION", "open");
    settings.put("TVN_HTTP_PUBLIC_URL", "http://127.0.0.1");
    settings.put("TVN_LOG_LEVEL", "debug");
    settings.put("TVN_MAIL_HOST", "127.0.0.1");
    settings.put("TVN_MAIL_PORT", Integer.toString(port));
    settings.put("TVN_MAIL_TLS", "none");
    settings.put("TVN_MAIL_FROM", "tai@example.net");
    return settings;
  }

  /** Registering with an address has a letter sent by itself. */
  private static Visitor registered(String origin, String name) throws Exception {
    var visitor = new Visitor();
    var body = new JsonObject().put("name", name).put("password", Visitor.PASSWORD);
    visitor.json("POST", origin + "/api/auth/register", body.put("email", name + "@example.org"));
    return visitor;
  }

  private static String link(String letter) {
    // RFC 2045 section 6.7: lines that are too long are broken.
    var found = LINK.matcher(letter.replaceAll("=\r?\n", "").replace("=3D", "="));
    assertThat(found.find()).as("%s", letter).isTrue();
    return found.group(1);
  }
}
