package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.redis.StreamEntry;
import vn.taivideonhanh.redis.StreamTail;
import vn.taivideonhanh.redis.Subscription;

/**
 * What happens to jobs, on every node. One reader a node follows the queue's stream while somebody
 * listens; nothing is written there while nobody does. News may be lost when Redis is away, so who
 * waits for something looks by itself as well, after it has begun to listen.
 */
public final class QueueNews {
  private static final Logger LOG = LoggerFactory.getLogger(QueueNews.class);

  /** News are written for so long after a reader was last there; it comes back every 2 seconds. */
  private static final Duration EARS = Duration.ofSeconds(15);

  private final Ground ground;
  private final List<Consumer<News>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Future<StreamTail> tail;

  QueueNews(Ground ground) {
    this.ground = ground;
  }

  /** Calls {@code listener} on the context of this call, until the subscription ends. */
  public Future<Subscription> hear(Consumer<News> listener) {
    var onContext = ground.store().onContext(listener);
    listeners.add(onContext);
    return tail().onFailure(_ -> leave(onContext)).map(_ -> () -> leave(onContext));
  }

  /**
   * What has happened after that place, oldest first.
   *
   * @return null when some of it is not kept any more: then look at the job itself
   */
  public Future<@Nullable List<News>> since(String at, int most) {
    return ground
        .store()
        .send(Command.XRANGE, ground.keys().news(), at, "+", "COUNT", most + 1)
        .map(reply -> {
          var entries = StreamEntry.all(reply);
          if (entries.isEmpty() || !entries.getFirst().id().equals(at)) {
            return null;
          }
          return entries.stream().skip(1).flatMap(entry -> news(entry).stream()).toList();
        });
  }

  private synchronized Future<StreamTail> tail() {
    if (tail == null || tail.failed()) {
      tail = ground.store().tail(ground.keys().news(), this::open, this::tell);
    }
    return tail;
  }

  private synchronized void leave(Consumer<News> listener) {
    listeners.remove(listener);
    if (listeners.isEmpty() && tail != null) {
      tail.onSuccess(StreamTail::close);
      tail = null;
    }
  }

  private Future<?> open() {
    return ground
        .store()
        .send(Command.HSET, ground.keys().meta(), "ears", ground.after(EARS))
        .onFailure(cause -> LOG.debug("nobody listens: {}", cause.getMessage()));
  }

  private void tell(StreamEntry entry) {
    for (var one : news(entry)) {
      listeners.forEach(listener -> listener.accept(one));
    }
  }

  private static List<News> news(StreamEntry entry) {
    var all = new ArrayList<News>();
    entry
        .fields()
        .forEach((what, ids) -> {
          var state = what.equals("p") ? null : JobState.of(what.charAt(0));
          for (var id : ids.split(" ", -1)) {
            all.add(new News(entry.id(), id, state));
          }
        });
    return all;
  }
}
