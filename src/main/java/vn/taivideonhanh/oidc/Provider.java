package vn.taivideonhanh.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Oidc;
import vn.taivideonhanh.oidc.Answers.Answer;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The provider of the configuration, as one node knows it: its discovery document and its keys are
 * kept for an hour, and the keys are read again when a signature is by none of them, at most every
 * five seconds. Used on one event loop. Fails with {@code PROVIDER_UNAVAILABLE} when it does not
 * answer, or not as the standard says.
 */
public final class Provider {
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Oidc config;
  private final URI issuer;
  private final String callback;
  private final InstantSource clock;
  private final Answers answers;
  private @Nullable Metadata metadata;
  private @Nullable KeySet keys;
  private long metadataAt;

  /**
   * The provider of a configuration that has one.
   *
   * @param callback where it sends people back to
   */
  public Provider(Vertx vertx, Oidc config, String callback, InstantSource clock) {
    this.vertx = vertx;
    this.config = config;
    this.issuer = Objects.requireNonNull(config.issuer());
    this.callback = callback;
    this.clock = clock;
    this.answers = new Answers(vertx, config.timeout());
  }

  /** Where a browser is sent to log in. */
  public Future<String> loginPage(Challenge challenge) {
    return discovered()
        .map(known -> {
          var query = new LinkedHashMap<String, String>();
          query.put("response_type", "code");
          query.put("client_id", client());
          query.put("redirect_uri", callback);
          query.put("scope", String.join(" ", config.scopes()));
          query.put("state", challenge.state());
          query.put("nonce", challenge.nonce());
          query.put("code_challenge", challenge.codeChallenge());
          query.put("code_challenge_method", "S256");
          return known.authorization() + "?" + form(query);
        });
  }

  /**
   * Whom a code stands for. Fails with {@code LOGIN_FAILED} when the provider does not take it, or
   * gives a token for it that does not hold.
   *
   * @param sender what the answer calls its issuer, RFC 9207; null when it does not say
   */
  public Future<Subject> redeem(String code, Challenge challenge, @Nullable String sender) {
    if (sender != null && !sender.equals(issuer.toString())) {
      return Future.failedFuture(refused());
    }
    return discovered()
        .compose(known ->
            answers
                .post(known.token(), headers(known), body(known, code, challenge))
                .compose(Provider::token)
                .compose(token -> verified(known, token))
                .map(claims -> subject(known, challenge, claims)));
  }

  private Map<String, String> headers(Metadata known) {
    var type = Map.entry("Content-Type", "application/x-www-form-urlencoded");
    var secret = config.clientSecret();
    if (secret == null || !known.secretInHeader()) {
      return Map.ofEntries(type);
    }
    var pair = coded(client()) + ":" + coded(secret);
    var basic = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return Map.ofEntries(type, Map.entry("Authorization", "Basic " + basic));
  }

  private Buffer body(Metadata known, String code, Challenge challenge) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", callback);
    fields.put("code_verifier", challenge.verifier());
    var secret = config.clientSecret();
    if (secret == null || !known.secretInHeader()) {
      fields.put("client_id", client());
    }
    if (secret != null && !known.secretInHeader()) {
      fields.put("client_secret", secret);
    }
    return Buffer.buffer(form(fields));
  }

  private static Future<String> token(Answer answer) {
    if (answer.status() == 200 && answer.body().getValue("id_token") instanceof String token) {
      return IdToken.isSigned(token)
          ? Future.succeededFuture(token)
          : Future.failedFuture(refused());
    }
    return Future.failedFuture(
        "invalid_grant".equals(answer.body().getValue("error"))
            ? refused()
            : Answers.unavailable("It gives no token."));
  }

  private Future<JsonObject> verified(Metadata known, String token) {
    return keys(known, false)
        .compose(first ->
            first
                .claims(token)
                .recover(_ ->
                    clock.millis() < first.readAt() + PAUSE.toMillis()
                        ? Future.failedFuture(refused())
                        : keys(known, true)
                            .compose(second ->
                                second
                                    .claims(token)
                                    .recover(_ -> Future.failedFuture(refused())))));
  }

  private Subject subject(Metadata known, Challenge challenge, JsonObject claims) {
    var rules = new IdToken(config, known.issuer(), challenge.nonce(), clock.millis());
    var subject = rules.subject(claims);
    if (subject == null) {
      throw refused();
    }
    return subject;
  }

  private Future<Metadata> discovered() {
    var known = metadata;
    if (known != null && clock.millis() < metadataAt + KEPT.toMillis()) {
      return Future.succeededFuture(known);
    }
    var base = issuer.toString().replaceFirst("/$", "");
    return understood(
        answers
            .read(URI.create(base + "/.well-known/openid-configuration"))
            .map(document -> {
              var read = Metadata.of(issuer, document);
              metadata = read;
              metadataAt = clock.millis();
              return read;
            }));
  }

  private Future<KeySet> keys(Metadata known, boolean again) {
    var have = keys;
    if (have != null && !again && clock.millis() < have.readAt() + KEPT.toMillis()) {
      return Future.succeededFuture(have);
    }
    return understood(
        answers
            .read(known.keys())
            .map(document -> {
              var read = KeySet.of(vertx, document, clock.millis());
              keys = read;
              return read;
            }));
  }

  /** A document that is not as the standard says is the provider's fault, whatever is in it. */
  private static <T> Future<T> understood(Future<T> reading) {
    return reading.recover(cause ->
        Future.failedFuture(
            cause instanceof Failure
                ? cause
                : Answers.unavailable("It answers with what is not understood.")));
  }

  private String client() {
    return Objects.requireNonNull(config.clientId());
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> coded(field.getKey()) + "=" + coded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String coded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static Failure refused() {
    return new Failure(
        ProblemCode.LOGIN_FAILED, "The login at the provider does not hold. Begin again.");
  }

  /** Ends its connections. */
  public Future<Void> close() {
    return answers.close();
  }
}
