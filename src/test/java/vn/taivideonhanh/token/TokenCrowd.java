package vn.taivideonhanh.token;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicLong;
import vn.taivideonhanh.bench.Crowd;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;
import vn.taivideonhanh.token.TokenMessages.Checked;
import vn.taivideonhanh.token.TokenMessages.Issued;

/** Tokens of guests, each with limits and the first of that day; one more is issued and checked. */
public final class TokenCrowd implements Crowd {
  public static final String NAME = "tokens";

  private final AtomicLong last = new AtomicLong();
  private final TokenDesk desk;

  public TokenCrowd(Vertx vertx, RedisStore store) {
    desk = new TokenDesk(vertx, store).start();
  }

  /** A token for somebody who has none. */
  public Future<Issued> issue() {
    var who = new Identity("g" + last.incrementAndGet(), Identity.Kind.GUEST, "free");
    return desk.issue(who, "22", Bind.IP_AGENT);
  }

  public Future<Checked> check(String token) {
    return desk.check(token);
  }

  @Override
  public String name() {
    return "tokens live";
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public Future<?> more() {
    return issue();
  }

  @Override
  public Future<?> use() {
    return issue().compose(issued -> check(issued.token()));
  }
}
