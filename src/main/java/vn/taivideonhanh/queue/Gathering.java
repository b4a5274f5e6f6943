package vn.taivideonhanh.queue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Makes one call of what many ask: while calls are out, questions gather, and go together when one
 * of them has come back. A question that finds no call out goes at once, so that nobody waits for
 * company. Safe to use from every thread.
 */
final class Gathering<Q, A> {
  /** In one call: a script of so many jobs takes Redis one to two milliseconds. */
  static final int MOST = 256;

  /** One being answered, one on its way. */
  private static final int OUT = 2;

  /** From so many on two calls are made of them, so that both sides always have work. */
  private static final int HALVED = 32;

  /** A second of work at least; who asks for more is told to wait. */
  private static final int BOUND = 100_000;

  private final Function<List<Q>, Future<List<A>>> call;
  private final Supplier<Promise<A>> promises;
  private final ArrayDeque<Asked<Q, A>> waiting = new ArrayDeque<>();
  private final AtomicBoolean planned = new AtomicBoolean();
  private int out;

  /**
   * Gathers for {@code call}, which gives an answer for each question.
   *
   * @param promises that complete on the asker's context
   */
  Gathering(Function<List<Q>, Future<List<A>>> call, Supplier<Promise<A>> promises) {
    this.call = call;
    this.promises = promises;
  }

  Future<A> ask(Q question) {
    var asked = new Asked<>(question, promises.get());
    if (!accepted(List.of(asked))) {
      return full();
    }
    flushSoon();
    return asked.promise.future();
  }

  /** All or none are refused; the answers are in the order of the questions. */
  Future<List<A>> askAll(List<Q> questions) {
    var asked = questions.stream().map(q -> new Asked<>(q, promises.get())).toList();
    if (!accepted(asked)) {
      return full();
    }
    flushSoon();
    var all = asked.stream().map(one -> one.promise.future()).toList();
    return Future.all(all).map(_ -> all.stream().map(Future::result).toList());
  }

  private static <T> Future<T> full() {
    return Future.failedFuture(
        new Failure(
            ProblemCode.UNAVAILABLE, "The store has too much to do.", Duration.ofSeconds(2)));
  }

  private synchronized boolean accepted(List<Asked<Q, A>> asked) {
    return waiting.size() + asked.size() <= BOUND && waiting.addAll(asked);
  }

  /** What else is asked in this turn of the asker's loop goes with it. */
  private void flushSoon() {
    var context = Vertx.currentContext();
    if (context == null) {
      flush();
    } else if (planned.compareAndSet(false, true)) {
      context.runOnContext(_ -> {
        planned.set(false);
        flush();
      });
    }
  }

  private void flush() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      send(batch);
    }
  }

  private synchronized List<Asked<Q, A>> next() {
    if (out == OUT || waiting.isEmpty()) {
      return List.of();
    }
    out++;
    var size = waiting.size() >= HALVED && out < OUT ? waiting.size() / 2 : waiting.size();
    var batch = new ArrayList<Asked<Q, A>>(Math.min(size, MOST));
    while (batch.size() < Math.min(size, MOST)) {
      batch.add(waiting.poll());
    }
    return batch;
  }

  private void send(List<Asked<Q, A>> batch) {
    var questions = new ArrayList<Q>(batch.size());
    batch.forEach(asked -> questions.add(asked.question));
    call.apply(questions)
        .onComplete(
            answers -> {
              back();
              for (var i = 0; i < batch.size(); i++) {
                batch.get(i).answer = answers.get(i);
              }
              told(batch, asked -> asked.promise.complete(asked.answer));
            },
            cause -> {
              back();
              told(batch, asked -> asked.promise.fail(cause));
            });
  }

  /** All askers of a context in one turn of its loop, so that what they ask next goes together. */
  private void told(List<Asked<Q, A>> batch, Consumer<Asked<Q, A>> how) {
    var groups = new LinkedHashMap<Context, List<Asked<Q, A>>>();
    for (var asked : batch) {
      if (asked.context == null) {
        how.accept(asked);
      } else {
        groups.computeIfAbsent(asked.context, _ -> new ArrayList<>()).add(asked);
      }
    }
    groups.forEach((context, group) -> context.runOnContext(_ -> group.forEach(how)));
  }

  private void back() {
    synchronized (this) {
      out--;
    }
    flush();
  }

  private static final class Asked<Q, A> {
    private final Q question;
    private final Promise<A> promise;
    private final @Nullable Context context = Vertx.currentContext();
    private @Nullable A answer;

    Asked(Q question, Promise<A> promise) {
      this.question = question;
      this.promise = promise;
    }
  }
}
