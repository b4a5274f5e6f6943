package vn.taivideonhanh.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.taivideonhanh.account.AccountDesk.HOME;
import static vn.taivideonhanh.account.AccountDesk.PASSWORD;
import static vn.taivideonhanh.account.AccountDesk.problem;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.account.AccountMessages.Of;
import vn.taivideonhanh.account.AccountMessages.Reset;
import vn.taivideonhanh.account.MailMessages.AskReset;
import vn.taivideonhanh.account.MailMessages.ChangeEmail;
import vn.taivideonhanh.account.MailMessages.ConfirmEmail;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.mail.Letter;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Letters, by a real mail server (GreenMail). */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class MailTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Pattern LINK =
      Pattern.compile("https://tai\\.example/account#(reset|confirm)=(tv[sc]_[a-z2-7]+)");
  private @Nullable GreenMail server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop();
    }
  }

  private GreenMail started(String protocol) {
    var mail = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    mail.start();
    server = mail;
    return mail;
  }

  private static AccountDesk desk(
      Vertx vertx, RedisStore store, int port, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("TVN_ACCOUNTS_REGISTRATION", "open"));
    settings.put("TVN_HTTP_PUBLIC_URL", "https://tai.example/");
    settings.put("TVN_MAIL_HOST", "127.0.0.1");
    settings.put("TVN_MAIL_PORT", Integer.toString(port));
    settings.put("TVN_MAIL_TLS", "none");
    settings.put("TVN_MAIL_FROM", "tai@tai.example");
    settings.put("TVN_MAIL_PAUSE", "10ms");
    settings.putAll(more);
    return new AccountDesk(vertx, store, settings);
  }

  private static Future<?> change(Vertx vertx, String id, String email) {
    return MailMessages.CHANGE_EMAIL.ask(vertx, new ChangeEmail(id, PASSWORD, email, Language.EN));
  }

  private static Future<?> ask(Vertx vertx, String email) {
    return MailMessages.ASK_RESET.ask(vertx, new AskReset(email, Language.VI, HOME));
  }

  /** The newest of that many letters. */
  private static Message letter(GreenMail mail, int count) {
    // GreenMail's own waiting misses a letter that comes between its count and its listening.
    var deadline = Instant.now().plus(DEADLINE);
    while (mail.getReceivedMessages().length < count) {
      assertThat(Instant.now()).as("letter %d", count).isBefore(deadline);
      LockSupport.parkNanos(20_000_000);
    }
    var all = mail.getReceivedMessages();
    assertThat(all).hasSize(count);
    return all[count - 1];
  }

  private static String link(Message letter) throws IOException, MessagingException {
    var text = LINK.matcher(letter.getContent().toString());
    assertThat(text.find()).as("%s", letter.getContent()).isTrue();
    return text.group(2);
  }

  @Test
  void a_confirmed_address_gets_links_for_a_new_password(Vertx vertx, RedisStore store)
      throws IOException, MessagingException {
    var mail = started(ServerSetup.PROTOCOL_SMTP);
    var desk = desk(vertx, store, mail.getSmtp().getPort(), Map.of());
    var ann = desk.register("ann", null).await().profile().personId();
    change(vertx, ann, "Ann@Example.org").await();
    var first = letter(mail, 1);
    assertThat(first.getAllRecipients()).hasSize(1);
    assertThat(first.getSubject()).isEqualTo("Confirm your address for TaiVideoNhanh");
    assertThat(GreenMailUtil.getAddressList(first.getFrom())).isEqualTo("tai@tai.example");
    ask(vertx, "ann@example.org").await();
    var proof = new ConfirmEmail(link(first), HOME);
    var _ = MailMessages.CONFIRM_EMAIL.ask(vertx, proof).await();
    assertThat(problem(MailMessages.CONFIRM_EMAIL.ask(vertx, proof)))
        .isEqualTo(ProblemCode.LINK_NOT_VALID);
    assertThat(AccountMessages.PROFILE.ask(vertx, new Of(ann)).await().emailConfirmed()).isTrue();
    ask(vertx, "stranger@example.org").await();
    ask(vertx, "ANN@example.org").await();
    var second = letter(mail, 2);
    assertThat(second.getSubject()).isEqualTo("Mật khẩu mới cho TaiVideoNhanh");
    assertThat(second.getContentType()).startsWith("text/plain");
    assertThat(second.getContent().toString()).contains("Chào ann").contains("trong vòng 60 phút");
    var reset = new Reset(link(second), "another horse battery", HOME);
    var _ = AccountMessages.RESET.ask(vertx, reset).await();
    assertThat(problem(AccountMessages.RESET.ask(vertx, reset)))
        .isEqualTo(ProblemCode.LINK_NOT_VALID);
    var _ = desk.login("ann", "another horse battery", null).await();
  }

  @Test
  void a_link_lapses_and_a_newer_one_or_another_address_ends_it(Vertx vertx, RedisStore store)
      throws IOException, MessagingException {
    var mail = started(ServerSetup.PROTOCOL_SMTP);
    var desk = desk(vertx, store, mail.getSmtp().getPort(), Map.of());
    var ann = desk.register("ann", null).await().profile().personId();
    change(vertx, ann, "ann@example.org").await();
    var old = new ConfirmEmail(link(letter(mail, 1)), HOME);
    change(vertx, ann, "ann@example.net").await();
    assertThat(problem(MailMessages.CONFIRM_EMAIL.ask(vertx, old)))
        .isEqualTo(ProblemCode.LINK_NOT_VALID);
    var newer = new ConfirmEmail(link(letter(mail, 2)), HOME);
    var _ = MailMessages.CONFIRM_EMAIL.ask(vertx, newer).await();
    ask(vertx, "ann@example.net").await();
    var reset = new Reset(link(letter(mail, 3)), "another horse battery", HOME);
    desk.clock.pass(Duration.ofHours(1));
    assertThat(problem(AccountMessages.RESET.ask(vertx, reset)))
        .isEqualTo(ProblemCode.LINK_NOT_VALID);
    var wrong = new ChangeEmail(ann, "wrong horse battery", null, Language.EN);
    assertThat(problem(MailMessages.CHANGE_EMAIL.ask(vertx, wrong)))
        .isEqualTo(ProblemCode.LOGIN_FAILED);
    var none = new ChangeEmail(ann, PASSWORD, null, Language.EN);
    var _ = MailMessages.CHANGE_EMAIL.ask(vertx, none).await();
    var profile = AccountMessages.PROFILE.ask(vertx, new Of(ann)).await();
    assertThat(profile.email()).isNull();
    assertThat(profile.emailConfirmed()).isFalse();
  }

  @Test
  void a_box_is_not_filled(Vertx vertx, RedisStore store) {
    var mail = started(ServerSetup.PROTOCOL_SMTP);
    var desk = desk(vertx, store, mail.getSmtp().getPort(), Map.of());
    var ann = desk.register("ann", null).await().profile().personId();
    for (var i = 0; i < 5; i++) {
      change(vertx, ann, "ann@example.org").await();
    }
    assertThat(problem(change(vertx, ann, "ann@example.org")))
        .isEqualTo(ProblemCode.TOO_MANY_TRIES);
    var _ = letter(mail, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ann@example.org\r\nBcc: bob@example.org",
        "ann@example.org\nX: y",
        "ann@example.org,bob@example.org",
        "Ann <ann@example.org>",
        "\"a b\"@example.org",
        "ann@example.org>",
        "ann@[127.0.0.1]",
        "ann"
      })
  void an_address_is_one_plain_address(String email, Vertx vertx, RedisStore store) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Letter(email, "Hello", "text"));
    var desk = desk(vertx, store, 25, Map.of());
    var ann = desk.register("ann", null).await().profile().personId();
    assertThat(problem(change(vertx, ann, email))).isEqualTo(ProblemCode.INVALID_REQUEST);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Letter("ann@example.org", "Hello\r\nBcc: bob@example.org", "text"));
  }

  @Test
  void a_server_whose_certificate_does_not_hold_gets_nothing(Vertx vertx, RedisStore store) {
    var mail = started(ServerSetup.PROTOCOL_SMTPS);
    var more = Map.of("TVN_MAIL_TLS", "tls", "TVN_MAIL_ATTEMPTS", "1");
    var desk = desk(vertx, store, mail.getSmtps().getPort(), more);
    var ann = desk.register("ann", null).await().profile().personId();
    change(vertx, ann, "ann@example.org").await();
    counted(desk, "failed", 1);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_server_may_ask_who_sends(Vertx vertx, RedisStore store) {
    var mail = started(ServerSetup.PROTOCOL_SMTP);
    mail.setUser("tai@tai.example", "tai", "a secret of the mail server");
    var login = new HashMap<>(Map.of("TVN_MAIL_USER", "tai", "TVN_MAIL_ATTEMPTS", "1"));
    login.put("TVN_MAIL_PASSWORD", "a secret of the mail server");
    var desk = desk(vertx, store, mail.getSmtp().getPort(), login);
    var ann = desk.register("ann", null).await().profile().personId();
    change(vertx, ann, "ann@example.org").await();
    counted(desk, "sent", 1);
    assertThat(mail.getReceivedMessages()).hasSize(1);
  }

  @Test
  void a_server_without_tls_gets_nothing_where_it_is_required(Vertx vertx, RedisStore store) {
    var mail = started(ServerSetup.PROTOCOL_SMTP);
    var more = Map.of("TVN_MAIL_TLS", "starttls", "TVN_MAIL_ATTEMPTS", "1");
    var desk = desk(vertx, store, mail.getSmtp().getPort(), more);
    var ann = desk.register("ann", null).await().profile().personId();
    change(vertx, ann, "ann@example.org").await();
    counted(desk, "failed", 1);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void letters_wait_for_a_server_that_is_silent_as_many_as_may(Vertx vertx, RedisStore store)
      throws IOException {
    var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    var port = silent.getLocalPort();
    var more = Map.of("TVN_MAIL_WAITING", "1", "TVN_MAIL_PAUSE", "1s", "TVN_MAIL_ATTEMPTS", "6");
    var desk = desk(vertx, store, port, more);
    var ann = desk.register("ann", null).await().profile().personId();
    // Two are under way, one waits.
    for (var i = 0; i < 5; i++) {
      change(vertx, ann, "ann@example.org").await();
    }
    assertThat(desk.meters.counter("tvn.mails", "outcome", "dropped").count()).isPositive();
    silent.close();
    var back = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server = back;
    back.start();
    counted(desk, "sent", 2);
    assertThat(back.getReceivedMessages()).hasSizeGreaterThan(1);
  }

  private static void counted(AccountDesk desk, String outcome, int count) {
    var deadline = Instant.now().plus(DEADLINE);
    while (desk.meters.counter("tvn.mails", "outcome", outcome).count() < count) {
      assertThat(Instant.now()).as(outcome).isBefore(deadline);
      desk.clock.pass(Duration.ofMillis(50));
      LockSupport.parkNanos(20_000_000);
    }
  }

  @Test
  void without_a_mail_server_addresses_are_kept_and_nothing_is_sent(Vertx vertx, RedisStore store) {
    var desk = new AccountDesk(vertx, store, "open");
    var ann = desk.register("ann", null).await().profile().personId();
    change(vertx, ann, "ann@example.org").await();
    assertThat(AccountMessages.PROFILE.ask(vertx, new Of(ann)).await().email())
        .isEqualTo("ann@example.org");
    assertThat(problem(ask(vertx, "ann@example.org"))).isEqualTo(ProblemCode.NOT_FOUND);
  }
}
