package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.SourceRefused.Help;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.splice.Sluice;

/**
 * Reads one file, or a part of it, from a site, and goes on at the very offset when the site fails.
 * The first answer pins the file: an answer about another one is never spliced in.
 */
final class FileReader implements Flow {
  private static final String WHOLE = "bytes=0-";

  private final Reading reading;
  private final Retries retries;
  private final ChunkSize chunk;
  private final StallWatch watch;
  private final Ahead ahead = new Ahead();
  private final Stretch stretch = new Stretch();
  private final Promise<Void> ended = Promise.promise();
  private Target target;
  private @Nullable Validator pin;
  private @Nullable Answer current;
  private Consumer<ByteBuf> body = ByteBuf::release;
  private @Nullable Sluice sluice;
  private boolean paused;
  private boolean over;

  /** {@code renewal} gives a new address for the same file. */
  FileReader(Reading reading, Target target, ChunkSize chunk, Supplier<Future<Target>> renewal) {
    this.reading = reading;
    this.target = target;
    this.chunk = chunk;
    this.retries = new Retries(reading, renewal);
    this.watch = new StallWatch(reading.vertx(), reading.limits().stall());
  }

  /** A reader of the same file, which begins where {@link #span} says. */
  FileReader again(Supplier<Future<Target>> renewal) {
    return new FileReader(reading, target, chunk, renewal).pinned(pin);
  }

  /** Takes only answers about that very file; with {@link #span} in the place of {@link #open}. */
  FileReader pinned(@Nullable Validator known) {
    pin = known;
    return this;
  }

  /**
   * Asks for the file, and tells what the site says of it. Unless {@link #span} follows, everything
   * from there is read.
   *
   * @param range the part that will probably be wanted; null asks without a range
   */
  Future<Answer> open(@Nullable ByteRange range) {
    return ask(range == null ? null : chunk.within(range).field());
  }

  private Future<Answer> ask(@Nullable String field) {
    return reading
        .ask(target, field)
        .compose(this::opened)
        .recover(cause -> askAgain(field, SourceRefused.of(cause)));
  }

  private Future<Answer> askAgain(@Nullable String field, SourceRefused refused) {
    if (over) {
      return Future.failedFuture(refused.failure());
    }
    if (refused.help() == Help.RANGE && field != null) {
      return ask(field.equals(WHOLE) ? null : WHOLE);
    }
    return retries
        .after(refused, target, stretch.offset())
        .compose(renewed -> {
          target = renewed;
          return ask(field);
        });
  }

  private Future<Answer> opened(Answer answer) {
    if (over) {
      answer.response().abort();
      return Future.failedFuture(new Failure(ProblemCode.SOURCE_UNAVAILABLE, "It has ended."));
    }
    pin = answer.validator();
    current = answer;
    stretch.set(answer.first(), answer.total());
    return Future.succeededFuture(answer);
  }

  /** Narrows what is read; before {@link #start}. */
  void span(long first, long newEnd) {
    var answer = current;
    if (answer != null && answer.ranged() && answer.first() != first) {
      answer.response().abort();
      current = null;
    }
    stretch.set(first, newEnd);
    if (current != null) {
      stretch.continues(current);
    }
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
    watch.start(this::look);
    if (current == null) {
      follow();
    } else {
      attach(current);
    }
  }

  @Override
  public void start(Consumer<ByteBuf> newBody, Sluice newSluice) {
    sluice = newSluice;
    start(newBody);
  }

  @Override
  public void pause() {
    paused = true;
    if (current != null) {
      current.response().pause();
    }
  }

  @Override
  public void resume() {
    paused = false;
    watch.moved();
    if (current != null) {
      current.response().resume();
    }
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  @Override
  public void abort() {
    if (!over) {
      leave();
      if (current != null) {
        current.response().abort();
      }
    }
  }

  private void leave() {
    over = true;
    watch.stop();
    ahead.drop();
  }

  private void attach(Answer answer) {
    current = answer;
    watch.moved();
    answer.response().handler(buffer -> took(answer, buffer));
    if (sluice != null && stretch.ahead() > 0) {
      answer.response().bypass(sluice.within(stretch::ahead, bytes -> passed(answer, bytes)));
    }
    answer.response().ended().onComplete(result -> answerEnded(answer, result));
    if (!paused) {
      answer.response().resume();
    }
  }

  private void took(Answer answer, ByteBuf buffer) {
    reading.meter().received(buffer.readableBytes());
    if (over || !answer.equals(current)) {
      buffer.release();
      return;
    }
    watch.moved();
    stretch.came(buffer);
    if (buffer.isReadable()) {
      body.accept(buffer);
    } else {
      buffer.release();
    }
    advanced(answer);
  }

  private void passed(Answer answer, long bytes) {
    reading.meter().received(bytes);
    watch.moved();
    stretch.came(bytes);
    advanced(answer);
  }

  private void advanced(Answer answer) {
    if (over || !answer.equals(current)) {
      return;
    }
    if (stretch.ended()) {
      finish(answer);
    } else if (answer.ranged() && chunk.early(stretch.leftOf(answer))) {
      ahead.ask(() -> askFrom(answer.end()));
    }
  }

  private void finish(Answer answer) {
    leave();
    if (answer.end() > stretch.end()) {
      answer.response().abort();
    } else {
      answer.response().resume();
    }
    ended.complete();
  }

  private void answerEnded(Answer answer, AsyncResult<Void> result) {
    if (over || !answer.equals(current)) {
      return;
    }
    current = null;
    if (result.failed()) {
      failed(SourceRefused.of(result.cause()));
    } else if (stretch.end() < 0) {
      leave();
      ended.complete();
    } else if (answer.ranged() && stretch.offset() > answer.first()) {
      follow();
    } else {
      failed(SourceRefused.again(ProblemCode.SOURCE_UNAVAILABLE, "The site sent too little."));
    }
  }

  private void follow() {
    ahead
        .take(() -> askFrom(stretch.offset()))
        .onSuccess(this::follows)
        .onFailure(cause -> failed(SourceRefused.of(cause)));
  }

  private void follows(Answer answer) {
    var unfit = answer.unfit(pin, stretch.offset());
    if (over || unfit != null) {
      answer.response().abort();
    }
    if (unfit != null) {
      failed(unfit);
    } else if (!over) {
      pin = pin == null ? answer.validator() : pin;
      stretch.continues(answer);
      attach(answer);
    }
  }

  private void failed(SourceRefused refused) {
    if (over) {
      return;
    }
    ahead.drop();
    retries
        .after(refused, target, stretch.offset())
        .onSuccess(renewed -> {
          if (!over) {
            target = renewed;
            follow();
          }
        })
        .onFailure(this::fail);
  }

  void fail(Throwable cause) {
    if (!over) {
      abort();
      ended.fail(cause);
    }
  }

  private void look() {
    var answer = current;
    if (!paused && answer != null && watch.expired()) {
      current = null;
      answer.response().abort();
      failed(SourceRefused.again(ProblemCode.SITE_TIMEOUT, "The site stopped sending."));
    }
  }

  private Future<Answer> askFrom(long first) {
    return reading.ask(target, chunk.within(stretch.from(first)).field());
  }
}
