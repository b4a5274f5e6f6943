package vn.taivideonhanh.http;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.taivideonhanh.bus.Fact;

/**
 * Hears one kind of fact once for this event loop and hands each on to those who asked for its key:
 * a thousand waiting requests cost one registration on the bus. For one event loop only.
 */
final class Switchboard<T extends Record> {
  private final Map<String, Set<Consumer<T>>> listeners = new HashMap<>();
  private final Function<T, String> key;

  private Switchboard(Function<T, String> key) {
    this.key = key;
  }

  /** Starts to hear; the verticle's undeployment ends it. */
  static <T extends Record> Switchboard<T> hearing(
      Vertx vertx, Fact<T> fact, Function<T, String> key) {
    var board = new Switchboard<T>(key);
    var _ = fact.hear(vertx, board::tell);
    return board;
  }

  private void tell(T fact) {
    List<Consumer<T>> all = new ArrayList<>(listeners.getOrDefault(key.apply(fact), Set.of()));
    all.forEach(listener -> listener.accept(fact));
  }

  /** Calls {@code listener} for each fact of that key until the returned action is run. */
  Runnable listen(String of, Consumer<T> listener) {
    listeners.computeIfAbsent(of, _ -> new LinkedHashSet<>()).add(listener);
    return () ->
        listeners.computeIfPresent(
            of,
            (_, all) -> {
              all.remove(listener);
              return all.isEmpty() ? null : all;
            });
  }
}
