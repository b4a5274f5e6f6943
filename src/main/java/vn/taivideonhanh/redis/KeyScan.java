package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks keys with SCAN, which knows those of one server only: of a cluster, of each primary. */
record KeyScan(Vertx vertx, RedisAddress address, Duration timeout) {
  private static final int PAGE = 500;

  Future<Long> run(RedisStore store, String pattern, Function<List<String>, Future<Long>> visit) {
    var walk = new Walk(pattern, visit);
    return address.cluster()
        ? store
            .send(Command.CLUSTER, "SLOTS")
            .compose(slots -> each(primaries(slots).iterator(), walk, 0))
        : walk.from(store, "0", 0);
  }

  /** The servers of the answer to CLUSTER SLOTS; of each range the first one is the primary. */
  private List<RedisAddress> primaries(@Nullable Response slots) {
    var primaries = new LinkedHashMap<String, RedisAddress>();
    if (slots != null) {
      for (var range : slots) {
        var host = range.get(2).get(0);
        var primary =
            address.at(host == null ? "" : host.toString(), range.get(2).get(1).toString());
        primaries.put(primary.url(), primary);
      }
    }
    return List.copyOf(primaries.values());
  }

  private Future<Long> each(Iterator<RedisAddress> rest, Walk walk, long soFar) {
    if (!rest.hasNext()) {
      return Future.succeededFuture(soFar);
    }
    var node = new RedisStore(vertx, rest.next(), timeout);
    return walk.from(node, "0", soFar)
        .eventually(node::close)
        .compose(sum -> each(rest, walk, sum));
  }

  private record Walk(String pattern, Function<List<String>, Future<Long>> visit) {
    Future<Long> from(RedisStore node, String cursor, long soFar) {
      return node.send(Command.SCAN, cursor, "MATCH", pattern, "COUNT", PAGE)
          .map(Objects::requireNonNull)
          .compose(page -> {
            var keys = page.get(1).stream().map(Response::toString).toList();
            var next = page.get(0).toString();
            return visit
                .apply(keys)
                .compose(more ->
                    next.equals("0")
                        ? Future.succeededFuture(soFar + more)
                        : from(node, next, soFar + more));
          });
    }
  }
}
