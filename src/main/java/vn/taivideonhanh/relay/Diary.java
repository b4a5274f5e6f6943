package vn.taivideonhanh.relay;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.bus.WireForm;
import vn.taivideonhanh.config.History;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Reply;
import vn.taivideonhanh.relay.RelayMessages.Entry;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/** The histories of members and of the owner; guests, who share addresses, have none. */
final class Diary {
  private static final Logger LOG = LoggerFactory.getLogger(Diary.class);

  private final LuaScript add = LuaScript.load("relay/add_history");
  private final LuaScript forget = LuaScript.load("relay/forget_history");
  private final RedisStore store;
  private final String prefix;
  private final History rule;

  Diary(RelaySettings settings) {
    this.store = settings.store();
    this.prefix = settings.prefix();
    this.rule = settings.history();
  }

  /** Adds a stream of which something left. */
  void add(Book book, Progress last) {
    var sent = book.last().sent();
    if (!rule.enabled() || sent == 0 || book.who().kind() == Identity.Kind.GUEST) {
      return;
    }
    var entry =
        new Entry(
            last.digest(),
            last.title(),
            PageLink.of(book.plan().head().pageUrl()),
            last.lane(),
            last.total(),
            sent,
            Objects.requireNonNull(last.outcome()),
            last.startedAt(),
            last.at());
    var keys = keys(last.person());
    store
        .run(
            add,
            List.of(keys.history(), keys.times(), keys.left()),
            List.of(
                entry.id(), WireForm.write(entry), last.at(), rule.keep().toMillis(), rule.most()))
        .onSuccess(_ -> {})
        .onFailure(cause -> LOG.debug("a download is not in the history: {}", cause.getMessage()));
  }

  /** The entries, the newest first. */
  Future<List<Entry>> of(String person, long now) {
    var keys = keys(person);
    return store
        .send(
            Command.ZRANGE,
            keys.times(),
            "+inf",
            now - rule.keep().toMillis(),
            "BYSCORE",
            "REV",
            "LIMIT",
            0,
            rule.most())
        .compose(ids -> entries(keys, ids));
  }

  private Future<List<Entry>> entries(PeopleKeys keys, @Nullable Response ids) {
    if (ids == null || ids.size() == 0) {
      return Future.succeededFuture(List.of());
    }
    var wanted = new ArrayList<Object>(List.of(keys.history()));
    ids.forEach(id -> wanted.add(id.toString()));
    return store
        .send(Command.HMGET, wanted.toArray())
        .map(found -> {
          var entries = new ArrayList<Entry>();
          if (found != null) {
            for (var each : found) {
              if (each != null) {
                entries.add(WireForm.read(each.toString(), Entry.class));
              }
            }
          }
          return entries;
        });
  }

  /** Removes an entry, or all; completes with how many those were. */
  Future<Long> forget(String person, @Nullable String id) {
    var keys = keys(person);
    return store
        .run(forget, List.of(keys.history(), keys.times()), List.of(id == null ? "" : id))
        .map(Reply::number);
  }

  private PeopleKeys keys(String person) {
    return new PeopleKeys(prefix, person);
  }
}
