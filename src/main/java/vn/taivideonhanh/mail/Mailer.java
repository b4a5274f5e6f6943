package vn.taivideonhanh.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.Mail;

/** Sends letters, one at a time; used on one event loop. */
public final class Mailer {
  private final Mail config;
  private final MailClient client;

  /**
   * For a configuration that names a mail server.
   *
   * @param authorities what {@link #authorities} has read
   */
  public Mailer(Vertx vertx, Mail config, @Nullable Buffer authorities) {
    this.config = config;
    this.client = MailClient.create(vertx, options(config, authorities));
  }

  /**
   * The certificates of {@code mail.ca}, as PEM; null where those of Java are trusted. Blocks.
   *
   * @throws ConfigException when there are none
   */
  public static @Nullable Buffer authorities(Mail config) {
    if (config.ca() == null) {
      return null;
    }
    try {
      var pem = Files.readAllBytes(config.ca());
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (!found.isEmpty()) {
        return Buffer.buffer(pem);
      }
    } catch (IOException e) {
      throw new ConfigException("mail.ca", "cannot be read", e);
    } catch (CertificateException e) {
      throw new ConfigException("mail.ca", "must hold certificates as PEM", e);
    }
    throw new ConfigException("mail.ca", "must hold certificates as PEM");
  }

  private static MailConfig options(Mail config, @Nullable Buffer authorities) {
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
    // The name in the certificate is verified as long as no algorithm for it is set: version 5.0.8
    // of the client turns that off when one is.
    if (authorities != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(authorities));
    }
    if (config.user() != null) {
      options.setUsername(config.user()).setPassword(config.password());
    }
    return options;
  }

  /** Hands a letter to the mail server. Fails when that does not take it, or not in time. */
  public Future<Void> send(Letter letter) {
    var message =
        new MailMessage()
            .setFrom(Objects.requireNonNull(config.from()))
            .setTo(letter.to())
            .setSubject(letter.subject())
            .setText(letter.text());
    return client
        .sendMail(message)
        .<Void>mapEmpty()
        .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends no more. */
  public Future<Void> close() {
    return client.close();
  }
}
