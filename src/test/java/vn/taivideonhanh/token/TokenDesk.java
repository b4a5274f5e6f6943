package vn.taivideonhanh.token;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Tier;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.plan.Exact;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Checked;
import vn.taivideonhanh.token.TokenMessages.Client;
import vn.taivideonhanh.token.TokenMessages.Close;
import vn.taivideonhanh.token.TokenMessages.Done;
import vn.taivideonhanh.token.TokenMessages.Issue;
import vn.taivideonhanh.token.TokenMessages.Issued;
import vn.taivideonhanh.token.TokenMessages.Open;
import vn.taivideonhanh.token.TokenMessages.Present;
import vn.taivideonhanh.token.TokenMessages.Running;
import vn.taivideonhanh.token.TokenMessages.Slot;

/** A {@link TokenVerticle} on a real Redis, with short words for what tests ask of it. */
public final class TokenDesk {
  public static final Client HOME = new Client("192.0.2.7/32", "Firefox");
  public static final Identity GUEST = new Identity("g1", Identity.Kind.GUEST, "free");
  public static final Duration LEASE = Duration.ofSeconds(30);
  public static final AppConfig.Tokens TOKENS =
      new AppConfig.Tokens(
          Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofHours(24), "ip+agent");

  public final MutableClock clock = new MutableClock();
  public final Map<String, Tier> tiers =
      new ConcurrentHashMap<>(Map.of("free", TestTiers.of(10, 5, 20, 3), "owner", TestTiers.OWNER));

  /** What the site answers when it is asked for a length. */
  public volatile Future<@Nullable Long> length = Future.succeededFuture();

  /** How often a site was asked for a length. */
  public final AtomicInteger probes = new AtomicInteger();

  public final FakeAnalysis analysis;
  private final Vertx vertx;
  private final RedisStore store;
  private String deployment = "";

  public TokenDesk(Vertx vertx, RedisStore store) {
    this.vertx = vertx;
    this.store = store;
    this.analysis = FakeAnalysis.serve(vertx);
  }

  /** Deploys the verticle, after it ran before on anew. */
  public TokenDesk start() {
    if (!deployment.isEmpty()) {
      vertx.undeploy(deployment).await();
    }
    deployment = vertx.deployVerticle(new TokenVerticle(settings())).await();
    return this;
  }

  public TokenSettings settings() {
    return new TokenSettings(
        store,
        "t",
        TOKENS,
        LEASE,
        () -> tiers,
        clock,
        head -> head.title() + "." + head.ext(),
        this::measured,
        this::measured);
  }

  private Future<StreamPlan> measured(StreamPlan plan) {
    probes.incrementAndGet();
    return length.map(
        bytes -> bytes == null ? plan : Exact.measured((StreamPlan.Direct) plan, bytes));
  }

  public Future<Issued> issue(Identity who, String format, Bind bind) {
    return TokenMessages.ISSUE.ask(
        vertx, new Issue(who, HOME, FakeAnalysis.REQUEST, Choice.ofFormats(List.of(format)), bind));
  }

  @CanIgnoreReturnValue
  public String issue() {
    return issue(GUEST, "22", Bind.IP_AGENT).await().token();
  }

  public Future<Checked> check(String token) {
    return check(token, HOME);
  }

  public Future<Checked> check(String token, Client client) {
    return TokenMessages.CHECK.ask(vertx, new Present(token, client));
  }

  public Future<Checked> open(String token, String streamId) {
    return TokenMessages.OPEN.ask(vertx, new Open(token, HOME, streamId));
  }

  public void close(String token, String streamId, long sent) {
    Done _ =
        TokenMessages.CLOSE
            .ask(
                vertx,
                new Close(new Running(new Slot(streamId, GUEST.id()), Digests.of(token), sent)))
            .await();
  }

  public Future<Issued> refresh(String token) {
    return TokenMessages.REFRESH.ask(vertx, new Present(token, HOME));
  }

  public Future<Done> revoke(String token) {
    return TokenMessages.REVOKE.ask(vertx, new Present(token, HOME));
  }

  public TokenMessages.Usage usage() {
    return TokenMessages.USAGE.ask(vertx, new TokenMessages.Count(GUEST)).await();
  }
}
