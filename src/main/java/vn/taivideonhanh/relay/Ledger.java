package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.bus.WireForm;
import vn.taivideonhanh.redis.RedisStore;

/** Where the books of ended streams go: the log, and a short list in Redis. */
final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final int KEPT = 1000;

  private final RedisStore store;
  private final String key;

  Ledger(RedisStore store, String prefix) {
    this.store = store;
    this.key = prefix + ":rl:books";
  }

  void tell(ClosedBook book) {
    LOG.info(
        "stream of {} ended: lane {}, promised {}, offset {}, sent {}, upstream {}, retries {},"
            + " outcome {}, reason {}",
        book.token(),
        Meters.name(book.lane()),
        book.promised(),
        book.offset(),
        book.sent(),
        book.upstream(),
        book.retries(),
        Meters.name(book.outcome()),
        book.reason());
  }

  /** Never fails. */
  Future<Void> keep(ClosedBook book) {
    return store
        .send(Command.XADD, key, "MAXLEN", "~", KEPT, "*", "book", WireForm.write(book))
        .onFailure(cause -> LOG.warn("a book was not kept: {}", cause.getMessage()))
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  /** Takes out the books of one person. */
  Future<?> forget(String person) {
    return store
        .send(Command.XRANGE, key, "-", "+")
        .compose(found -> {
          var entries = new ArrayList<Object>(List.of(key));
          if (found != null) {
            found.stream()
                .filter(entry -> person.equals(whose(entry)))
                .forEach(entry -> entries.add(entry.get(0).toString()));
          }
          return entries.size() == 1
              ? Future.succeededFuture()
              : store.send(Command.XDEL, entries.toArray());
        });
  }

  private static String whose(Response entry) {
    return new JsonObject(entry.get(1).get(1).toString()).getString("person");
  }
}
