package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.redis.RedisStore;

/**
 * What must be done for tokens now and then, on one node. Most of what ends goes by itself, by its
 * time to live in Redis; this removes what outstayed its time in a set that is still in use.
 */
public final class TokenUpkeep {
  private final RedisStore store;
  private final String prefix;
  private final InstantSource clock;
  private final Pattern key;
  private final PurgePersonScript purge;
  private final TurnKeysScript turn;

  public TokenUpkeep(
      RedisStore store, String prefix, AppConfig.Tokens tokens, InstantSource clock) {
    this.store = store;
    this.prefix = prefix;
    this.clock = clock;
    this.key =
        Pattern.compile(
            Pattern.quote(PersonKeys.family(prefix)) + "\\{([^}]+)}:(?:live|hour|slots|days)");
    this.purge = new PurgePersonScript(store);
    this.turn = new TurnKeysScript(store, prefix, TokenSettings.keyAge(tokens));
  }

  /** Removes what has ended from every person's sets; completes with how much that was. */
  public Future<Long> purge() {
    return store.scan(PersonKeys.family(prefix) + "{*}:*", this::purgePage);
  }

  /** Makes a new signing key when the current one is old enough; completes with 1 if it did. */
  public Future<Long> turnKeys() {
    return turn.run(clock.millis()).map(keys -> keys.anew() ? 1L : 0L);
  }

  private Future<Long> purgePage(List<String> keys) {
    var persons = persons(keys);
    var now = new Moment(clock.millis());
    var all =
        persons.stream().map(person -> purge.run(new PersonKeys(prefix, person), now)).toList();
    return Future.all(all).map(done -> done.<Long>list().stream().mapToLong(Long::longValue).sum());
  }

  private Set<String> persons(List<String> keys) {
    var persons = new HashSet<String>();
    keys.forEach(each -> {
      var match = key.matcher(each);
      if (match.matches()) {
        persons.add(match.group(1));
      }
    });
    return persons;
  }
}
