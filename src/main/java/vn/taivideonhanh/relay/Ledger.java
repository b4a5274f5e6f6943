package vn.taivideonhanh.relay;

import io.vertx.core.json.Json;
import io.vertx.redis.client.Command;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  void add(ClosedBook book) {
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
    store
        .send(Command.XADD, key, "MAXLEN", "~", KEPT, "*", "book", Json.encode(book))
        .onSuccess(_ -> {})
        .onFailure(cause -> LOG.warn("a book was not kept: {}", cause.getMessage()));
  }
}
