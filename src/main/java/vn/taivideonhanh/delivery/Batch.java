package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Asks many things of sites, eight at a time. Used on one event loop. */
final class Batch {
  private static final int AT_ONCE = 8;

  private Batch() {}

  /** The answers in the order of the questions; fails with the first that does. */
  static <T, R> Future<List<R>> of(List<T> questions, Function<T, Future<R>> ask) {
    var answers = new ArrayList<@Nullable R>(Collections.nCopies(questions.size(), null));
    var next = IntStream.range(0, questions.size()).iterator();
    var workers =
        IntStream.range(0, AT_ONCE)
            .mapToObj(_ ->
                work(
                    next,
                    index ->
                        ask.apply(questions.get(index))
                            .onSuccess(answer -> answers.set(index, answer))))
            .toList();
    return Future.all(workers).map(_ -> List.copyOf(answers));
  }

  private static Future<?> work(Iterator<Integer> next, Function<Integer, Future<?>> ask) {
    return next.hasNext()
        ? ask.apply(next.next()).compose(_ -> work(next, ask))
        : Future.succeededFuture();
  }
}
