package vn.taivideonhanh.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.Mail;

/**
 * Sends letters one after the other, each with some attempts; used on one event loop. How many were
 * sent, were given up and found no room is counted as {@code tvn_mails_total}, those that wait are
 * {@code tvn_mails_waiting}.
 */
public final class Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

  private final Vertx vertx;
  private final Mail config;
  private final MeterRegistry meters;
  private final MailClient client;
  private final ArrayDeque<Letter> waiting = new ArrayDeque<>();
  private final AtomicInteger count = new AtomicInteger();
  private boolean sending;
  private boolean closed;

  /** For a configuration that names a mail server. */
  public Mailer(Vertx vertx, Mail config, MeterRegistry meters) {
    this.vertx = vertx;
    this.config = config;
    this.meters = meters;
    this.client = MailClient.create(vertx, options(config));
    Gauge.builder("tvn.mails.waiting", count, AtomicInteger::get).register(meters);
  }

  private static MailConfig options(Mail config) {
    var patience = Math.toIntExact(config.timeout().toMillis());
    var options =
        new MailConfig()
            .setHostname(Objects.requireNonNull(config.host()))
            .setPort(config.port())
            .setSsl(config.tls().equals("tls"))
            .setStarttls(
                config.tls().equals("starttls")
                    ? StartTLSOptions.REQUIRED
                    : StartTLSOptions.DISABLED)
            .setLogin(config.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED)
            .setKeepAlive(false)
            .setMaxPoolSize(1)
            .setConnectTimeout(patience);
    options.setIdleTimeout(patience).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    options.setHostnameVerificationAlgorithm(config.tls().equals("none") ? "" : "HTTPS");
    if (config.user() != null) {
      options.setUsername(config.user()).setPassword(config.password());
    }
    return options;
  }

  /** Takes a letter to send it later; one that finds no room is dropped. */
  public void post(Letter letter) {
    if (closed || waiting.size() >= config.waiting()) {
      counted(Outcome.DROPPED);
      LOG.warn("a letter was dropped: {} are waiting", waiting.size());
      return;
    }
    waiting.add(letter);
    count.set(waiting.size());
    next();
  }

  private void next() {
    var letter = sending || closed ? null : waiting.poll();
    if (letter == null) {
      return;
    }
    sending = true;
    count.set(waiting.size());
    send(letter, 1)
        .onComplete(sent -> {
          sending = false;
          counted(sent.succeeded() ? Outcome.SENT : Outcome.FAILED);
          if (sent.failed()) {
            LOG.warn("a letter was given up: {}", told(sent.cause()));
          }
          next();
        });
  }

  private Future<Void> send(Letter letter, int attempt) {
    var message =
        new MailMessage()
            .setFrom(Objects.requireNonNull(config.from()))
            .setTo(letter.to())
            .setSubject(letter.subject())
            .setText(letter.text());
    return client
        .sendMail(message)
        .<Void>mapEmpty()
        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(cause ->
            attempt >= config.attempts() || closed
                ? Future.failedFuture(cause)
                : vertx
                    .timer(config.pause().toMillis() << (attempt - 1), TimeUnit.MILLISECONDS)
                    .compose(_ -> send(letter, attempt + 1)));
  }

  /** Mail servers repeat whom a letter is for, which is nothing for a log. */
  private static String told(Throwable cause) {
    return cause.toString().replaceAll("\\S+@\\S+", "(address)");
  }

  private void counted(Outcome outcome) {
    meters.counter("tvn.mails", "outcome", outcome.name().toLowerCase(Locale.ROOT)).increment();
  }

  /** Sends no more. */
  public Future<Void> close() {
    closed = true;
    waiting.clear();
    return client.close();
  }

  /** What came of a letter. */
  private enum Outcome {
    SENT,
    FAILED,
    DROPPED
  }
}
