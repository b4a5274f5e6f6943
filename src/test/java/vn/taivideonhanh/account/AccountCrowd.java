package vn.taivideonhanh.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import vn.taivideonhanh.account.Users.NewUser;
import vn.taivideonhanh.bench.Crowd;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Accounts with a session each; one more is made and read by its name. All that registering does in
 * Redis; no password is hashed, which takes as long whatever there is.
 */
public final class AccountCrowd implements Crowd {
  public static final String NAME = "accounts";
  private static final int MOST = 10_000_000;

  private final AtomicLong last = new AtomicLong();
  private final Stores stores;

  public AccountCrowd(RedisStore store) {
    var config = ConfigLoader.load(null, Map.of());
    stores =
        Stores.of(
            new AccountSettings(
                store,
                "t",
                config.accounts(),
                config.oidc(),
                config.mail(),
                null,
                "a secret of at least 32 bytes, for this".getBytes(StandardCharsets.UTF_8),
                () -> Set.of("free"),
                InstantSource.system(),
                new SimpleMeterRegistry()));
  }

  private Future<String> register() {
    var name = "person-" + last.incrementAndGet();
    var id = Ticket.newPerson();
    var user = new NewUser(id, name, "", "hash", Role.USER, "free");
    return stores
        .names()
        .claim(name, id, Registration.HOLD)
        .compose(_ -> stores.users().create(user, Registration.HOLD))
        .compose(_ -> stores.sessions().open(id, "hash", "Firefox", true))
        .compose(_ -> stores.names().keep(name, id, MOST))
        .map(name);
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public Future<?> more() {
    return register();
  }

  @Override
  public Future<?> use() {
    return register()
        .compose(name -> stores.names().find(name))
        .compose(id -> stores.users().required(id.orElseThrow()));
  }
}
