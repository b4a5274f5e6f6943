package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was read last, up to a weight, those that were asked for longest ago leaving first. Any
 * thread.
 */
final class Recent<V> {
  private final long most;
  private final ToLongFunction<V> weigher;
  private final Map<String, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long weight;

  /**
   * @param most weight of all that is kept, in bytes
   * @param weigher gives a value's, over 0
   */
  Recent(long most, ToLongFunction<V> weigher) {
    this.most = most;
    this.weigher = weigher;
  }

  private static final class Entry<V> {
    private final Future<V> value;
    private long weight;

    Entry(Future<V> value) {
      this.value = value;
    }
  }

  /**
   * What is kept, or what {@code load} gives, which is called once for all who ask meanwhile.
   * Completes on the caller's event loop.
   */
  Future<V> get(String key, Supplier<Future<V>> load) {
    var mine = ContextInternal.current().<V>promise();
    find(key, load).onComplete(mine);
    return mine.future();
  }

  private Future<V> find(String key, Supplier<Future<V>> load) {
    Entry<V> mine;
    synchronized (this) {
      var kept = entries.get(key);
      if (kept != null) {
        // Who asked first may have failed for a reason of its own.
        return kept.value.recover(_ -> load.get());
      }
      mine = new Entry<>(load.get());
      entries.put(key, mine);
    }
    return mine.value.onComplete(result -> loaded(key, mine, result.result()));
  }

  private synchronized void loaded(String key, Entry<V> entry, @Nullable V value) {
    if (value == null) {
      entries.remove(key, entry);
    } else if (entries.get(key) == entry) {
      entry.weight = weigher.applyAsLong(value);
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

  /** Of all that is kept, in bytes. */
  synchronized long weight() {
    return weight;
  }
}
