package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of files that were read last, by address, so that a token, its stream, each of its
 * ranges and each resumption read a head once. Who takes one has the site's next answer compared
 * with the validator that was read with it. One for a node; any thread.
 */
public final class IndexCache {
  private final long most;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  /** Keeps 64 MiB. */
  public IndexCache() {
    this(64 << 20);
  }

  /**
   * @param most weight of all that is kept, in bytes
   */
  IndexCache(long most) {
    this.most = most;
  }

  private static final class Entry {
    private final Future<Indexed> value;
    private long weight;

    Entry(Future<Indexed> value) {
      this.value = value;
    }
  }

  /**
   * What is kept, or what {@code load} gives, which is called once for all who ask meanwhile.
   * Completes on the caller's event loop.
   */
  Future<Indexed> get(String key, Supplier<Future<Indexed>> load) {
    var mine = ContextInternal.current().<Indexed>promise();
    find(key, load).onComplete(mine);
    return mine.future();
  }

  private Future<Indexed> find(String key, Supplier<Future<Indexed>> load) {
    Entry mine;
    synchronized (this) {
      var kept = entries.get(key);
      if (kept != null) {
        // Who asked first may have failed for a reason of its own.
        return kept.value.recover(_ -> load.get());
      }
      mine = new Entry(load.get());
      entries.put(key, mine);
    }
    return mine.value.onComplete(result -> loaded(key, mine, result.result()));
  }

  private synchronized void loaded(String key, Entry entry, @Nullable Indexed value) {
    if (value == null) {
      entries.remove(key, entry);
    } else if (entries.get(key) == entry) {
      entry.weight = value.weight();
      weight += entry.weight;
      trim();
    }
  }

  /** Those that are still being loaded weigh nothing and stay. */
  private void trim() {
    var oldest = entries.entrySet().iterator();
    while (weight > most && oldest.hasNext()) {
      var entry = oldest.next().getValue();
      if (entry.weight > 0) {
        weight -= entry.weight;
        oldest.remove();
      }
    }
  }

  /** Forgets what is kept under a key. */
  synchronized void forget(String key) {
    var entry = entries.remove(key);
    if (entry != null) {
      weight -= entry.weight;
    }
  }
}
