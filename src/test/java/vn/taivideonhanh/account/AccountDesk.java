package vn.taivideonhanh.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.From;
import vn.taivideonhanh.account.AccountMessages.Known;
import vn.taivideonhanh.account.AccountMessages.Login;
import vn.taivideonhanh.account.AccountMessages.Proof;
import vn.taivideonhanh.account.AccountMessages.Refresh;
import vn.taivideonhanh.account.AccountMessages.Register;
import vn.taivideonhanh.account.AccountMessages.Show;
import vn.taivideonhanh.account.AccountMessages.SignedIn;
import vn.taivideonhanh.account.MailMessages.Language;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.MutableClock;
import vn.taivideonhanh.token.Problems;

/** An {@link AccountVerticle} on a real Redis, with short words for what tests ask of it. */
public final class AccountDesk {
  public static final String PASSWORD = "correct horse battery";
  public static final From HOME = new From("192.0.2.7", "Firefox");
  private static final byte[] SECRET =
      "a secret of at least 32 bytes, for tests".getBytes(StandardCharsets.UTF_8);

  /** Nothing costs less; what is compared is how often, and with what, it is computed. */
  public static final Map<String, String> CHEAP =
      Map.of("TVN_ACCOUNTS_PASSWORD_MEMORY_KI_B", "7168", "TVN_ACCESS_MODE", "open");

  public final MutableClock clock = new MutableClock();
  public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  public final AccountSettings settings;
  private final Vertx vertx;

  public AccountDesk(Vertx vertx, RedisStore store, String registration) {
    this(vertx, store, Map.of("TVN_ACCOUNTS_REGISTRATION", registration));
  }

  public AccountDesk(Vertx vertx, RedisStore store, Map<String, String> environment) {
    var all = new HashMap<>(CHEAP);
    all.putAll(environment);
    var config = ConfigLoader.load(null, all);
    this.vertx = vertx;
    this.settings =
        new AccountSettings(
            store,
            "t",
            config.accounts(),
            config.oidc(),
            config.mail(),
            config.http().publicUrl(),
            SECRET,
            () -> Set.of("free", "pro", "owner"),
            clock,
            meters);
    var _ = vertx.deployVerticle(new AccountVerticle(settings)).await();
  }

  /** The code of the failure that this future must have. */
  static ProblemCode problem(Future<?> future) {
    return Problems.of(future).code();
  }

  public String firstCode() {
    return Secrets.letters(Secrets.mac(SECRET, "code of the first admin")).substring(0, 20);
  }

  public Future<SignedIn> register(String name, @Nullable String ticket) {
    return register(name, null, ticket);
  }

  Future<SignedIn> register(String name, @Nullable String email, @Nullable String ticket) {
    return AccountMessages.REGISTER.ask(
        vertx, new Register(name, PASSWORD, email, ticket, Language.EN, HOME));
  }

  public Future<SignedIn> login(String name, String password, @Nullable String otp) {
    return AccountMessages.LOGIN.ask(vertx, new Login(name, password, otp, HOME));
  }

  public Future<Known> show(SignedIn login) {
    return AccountMessages.AUTHENTICATE.ask(vertx, new Show(Proof.SESSION, login.accessToken()));
  }

  public Future<Known> showKey(String key) {
    return AccountMessages.AUTHENTICATE.ask(vertx, new Show(Proof.KEY, key));
  }

  public Future<SignedIn> refresh(String token) {
    return AccountMessages.REFRESH.ask(vertx, new Refresh(token));
  }
}
