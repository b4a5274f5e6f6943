package vn.taivideonhanh.relay;

import static java.util.stream.Collectors.groupingBy;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.bus.WireForm;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Reply;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.relay.RelayMessages.Progress;

/**
 * What everybody downloads just now, on all nodes, and what ended a short while ago: for the
 * person's other devices, and for admins. It lives as long as the slots do.
 */
final class Board {
  private static final Logger LOG = LoggerFactory.getLogger(Board.class);
  private static final int ENDS = 50;
  private static final Duration ENDS_KEPT = Duration.ofMinutes(30);

  /** No stream that must stop runs for longer. */
  private static final Duration LEFT = Duration.ofMinutes(3);

  private final LuaScript note = LuaScript.load("relay/note_streams");
  private final LuaScript end = LuaScript.load("relay/end_stream");
  private final RedisStore store;
  private final String prefix;
  private final Duration lease;
  private final String index;

  Board(RelaySettings settings) {
    this.store = settings.store();
    this.prefix = settings.prefix();
    this.lease = settings.slotLease();
    this.index = prefix + ":rl:live";
  }

  /** Notes streams of this node as they are now. */
  void note(List<Progress> running, long now) {
    running.stream()
        .collect(groupingBy(Progress::person))
        .forEach((person, streams) -> quietly(note(person, streams, now)));
  }

  private Future<?> note(String person, List<Progress> streams, long now) {
    var arguments = new ArrayList<Object>(List.of(now, lease.toMillis()));
    var indexed = new ArrayList<Object>(List.of(index));
    for (var stream : streams) {
      arguments.add(stream.streamId());
      arguments.add(WireForm.write(stream));
      indexed.add(now + lease.toMillis());
      indexed.add(indexed(stream.streamId(), person));
    }
    return store
        .run(note, List.of(keys(person).live(), keys(person).left()), arguments)
        .compose(noted ->
            Reply.number(noted) < 0
                ? Future.succeededFuture()
                : store.send(Command.ZADD, indexed.toArray()))
        .compose(_ -> store.send(Command.ZREMRANGEBYSCORE, index, "-inf", now));
  }

  /** Notes an end; completes with whether it may be told of: whose it is has not left for good. */
  Future<Boolean> ended(Progress last) {
    var keys = keys(last.person());
    return store
        .run(
            end,
            List.of(keys.live(), keys.ends(), keys.left()),
            List.of(last.streamId(), WireForm.write(last), ENDS, ENDS_KEPT.toMillis()))
        .compose(kept ->
            store
                .send(Command.ZREM, index, indexed(last.streamId(), last.person()))
                .map(_ -> Reply.number(kept) >= 0));
  }

  /** Whether somebody has just left for good. */
  Future<Boolean> hasLeft(String person) {
    return store
        .send(Command.EXISTS, keys(person).left())
        .map(found -> Reply.number(Objects.requireNonNull(found)) == 1);
  }

  private static String indexed(String streamId, String person) {
    return streamId + " " + person;
  }

  private static void quietly(Future<?> noted) {
    noted
        .onSuccess(_ -> {})
        .onFailure(cause -> LOG.debug("downloads were not noted: {}", cause.getMessage()));
  }

  /** One person's downloads: those that run, and those that ended since, the newest first. */
  Future<Downloads> of(String person, long endedSince, long now) {
    var keys = keys(person);
    return store
        .send(Command.HVALS, keys.live())
        .compose(live ->
            store
                .send(Command.LRANGE, keys.ends(), 0, -1)
                .map(ends -> new Downloads(running(live, now), since(ends, endedSince))));
  }

  private static List<Progress> running(@Nullable Response values, long now) {
    var running = new ArrayList<Progress>();
    if (values != null) {
      for (var value : values) {
        var text = value == null ? "" : value.toString();
        var space = text.indexOf(' ');
        if (space > 0 && Long.parseLong(text.substring(0, space)) > now) {
          running.add(WireForm.read(text.substring(space + 1), Progress.class));
        }
      }
    }
    return running;
  }

  private static List<Progress> since(@Nullable Response values, long when) {
    var ended = new ArrayList<Progress>();
    if (values != null) {
      values.forEach(value -> ended.add(WireForm.read(value.toString(), Progress.class)));
    }
    return ended.stream().filter(one -> one.at() > when).toList();
  }

  /** The downloads of everybody, at most that many. */
  Future<Downloads> all(int most, long now) {
    return store
        .send(Command.ZRANGE, index, now, "+inf", "BYSCORE", "LIMIT", 0, most)
        .compose(found -> {
          var each = new ArrayList<Future<@Nullable Progress>>();
          if (found != null) {
            found.forEach(member -> each.add(one(member.toString(), now)));
          }
          return Future.all(each)
              .map(_ -> new Downloads(each.stream().flatMap(Board::present).toList(), List.of()));
        });
  }

  private static Stream<Progress> present(Future<@Nullable Progress> found) {
    var progress = found.result();
    return progress == null ? Stream.empty() : Stream.of(progress);
  }

  private Future<@Nullable Progress> one(String member, long now) {
    var parts = member.split(" ", 2);
    return store
        .send(Command.HMGET, keys(parts[1]).live(), parts[0])
        .map(found -> {
          var running = running(found, now);
          return running.isEmpty() ? null : running.getFirst();
        });
  }

  /** Removes all of a person's, and notes nothing more for some minutes. */
  Future<?> forget(String person) {
    var keys = keys(person);
    return store
        .send(Command.SET, keys.left(), 1, "PX", LEFT.toMillis())
        .compose(_ -> store.send(Command.HKEYS, keys.live()))
        .compose(live -> unlist(live, person))
        .compose(_ -> store.send(Command.DEL, keys.live(), keys.ends()));
  }

  private Future<?> unlist(@Nullable Response live, String person) {
    if (live == null || live.size() == 0) {
      return Future.succeededFuture();
    }
    var members = new ArrayList<Object>(List.of(index));
    live.forEach(stream -> members.add(indexed(stream.toString(), person)));
    return store.send(Command.ZREM, members.toArray());
  }

  private PeopleKeys keys(String person) {
    return new PeopleKeys(prefix, person);
  }
}
