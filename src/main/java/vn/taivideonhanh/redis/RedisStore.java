package vn.taivideonhanh.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The way to Redis: one connection on which commands follow each other without waiting, and one
 * that listens. Safe to use from every thread; a future completes on its caller's context.
 *
 * <p>While Redis is away everything fails with {@link ProblemCode#UNAVAILABLE} and a pause of two
 * seconds. A command that failed so may have been carried out all the same: ask only for what may
 * be asked twice.
 */
public final class RedisStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);
  private static final Duration[] DURATIONS = {
    Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(250)
  };
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** Commands that may be under way; at 30,000 a second that is a quarter of a second of work. */
  private static final int MOST_AT_ONCE = 8192;

  /** Errors by which a server refuses the command itself, a defect of ours or of its set-up. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(ERR|WRONGTYPE|NOPERM|NOSCRIPT|CROSSSLOT|EXECABORT|MOVED|ASK) .*", Pattern.DOTALL);

  /** Errors that pass, in a script, as Redis 6.2 words them. */
  private static final Pattern PASSES =
      Pattern.compile(
          "ERR Error running script .*@user_script: *\\d+: -?"
              + "(OOM|READONLY|MISCONF|NOREPLICAS|LOADING|CLUSTERDOWN) .*",
          Pattern.DOTALL);

  private final Vertx vertx;
  private final RedisAddress address;
  private final Duration timeout;
  private final RedisLine line;
  private final RedisSubscriber subscriber;
  private final Timer roundTrips;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong lastAnswer = new AtomicLong(System.nanoTime());

  /**
   * A store that connects when it is first used. Make it outside of verticles: what is made inside
   * one ends with it.
   *
   * @param timeout of one command, and of connecting
   */
  public RedisStore(Vertx vertx, RedisAddress address, Duration timeout) {
    this(vertx, address, timeout, new CompositeMeterRegistry());
  }

  /**
   * A store that tells how long its commands take, as {@code tvn.redis.roundtrip}.
   *
   * @param timeout of one command, and of connecting
   */
  public RedisStore(Vertx vertx, RedisAddress address, Duration timeout, MeterRegistry meters) {
    this.roundTrips =
        Timer.builder("tvn.redis.roundtrip")
            .description("From a command to its answer")
            .serviceLevelObjectives(DURATIONS)
            .register(meters);
    this.vertx = vertx;
    this.address = address;
    this.timeout = timeout;
    this.line = new RedisLine(vertx, address, timeout, _ -> lastAnswer.set(System.nanoTime()));
    this.subscriber = new RedisSubscriber(vertx, address, timeout);
  }

  /**
   * Runs a script, uploading it where the server has not seen it yet. Scripts of ours always answer
   * something: nil would be a defect.
   *
   * @param keys all keys that it touches, or that start those it touches; of one hash tag
   * @param arguments strings, numbers and buffers
   */
  public Future<Response> run(LuaScript script, List<String> keys, List<?> arguments) {
    return attempt(evaluation(Command.EVALSHA, script.sha(), keys, arguments))
        .recover(cause ->
            unknownScript(cause)
                ? attempt(evaluation(Command.EVAL, script.source(), keys, arguments))
                : Future.failedFuture(cause))
        .recover(cause -> failed(script.name(), cause))
        .map(answer -> Objects.requireNonNull(answer, script.name()));
  }

  /** Sends one command; arguments are strings, numbers and buffers. */
  public Future<@Nullable Response> send(Command command, Object... arguments) {
    var request = Request.cmd(command);
    List.of(arguments).forEach(argument -> append(request, argument));
    return attempt(request).recover(cause -> failed(command.toString(), cause));
  }

  /**
   * Calls {@code listener}, on the context of this call, for each message of a channel. Messages
   * that are sent while the connection is broken are lost.
   */
  public Future<Subscription> subscribe(String channel, Consumer<String> listener) {
    return subscriber
        .subscribe(channel, listener)
        .recover(cause -> failed("SUBSCRIBE " + channel, cause));
  }

  /**
   * Reads a stream from now on, on a connection of its own.
   *
   * @param before is done before each reading, every two seconds at least
   * @param listener is called for each entry, on some context
   */
  public Future<StreamTail> tail(
      String key, Supplier<Future<?>> before, Consumer<StreamEntry> listener) {
    var tail = new StreamTail(vertx, new StreamTail.Line(address, timeout), key, before, listener);
    return tail.start().recover(cause -> failed("XREAD " + key, cause));
  }

  /** The same listener, called on the context of this call. */
  public <T> Consumer<T> onContext(Consumer<T> listener) {
    var context = vertx.getOrCreateContext();
    return what -> context.runOnContext(_ -> listener.accept(what));
  }

  /** A promise whose future completes on the context of this call. */
  public <T extends @Nullable Object> Promise<T> promise() {
    return ((ContextInternal) vertx.getOrCreateContext()).promise();
  }

  /** How the server is; fails when it does not answer. */
  public Future<RedisHealth> health() {
    var start = System.nanoTime();
    return send(Command.INFO)
        .map(info -> RedisHealth.of(Duration.ofNanos(System.nanoTime() - start), text(info)));
  }

  /**
   * Walks all keys of a pattern on every server that holds some, page by page. A key may come
   * twice, and one that comes or goes meanwhile may be missing.
   *
   * @param visit is done with each page before the next one is asked for; its numbers are added up
   */
  public Future<Long> scan(String pattern, Function<List<String>, Future<Long>> visit) {
    var scan = new KeyScan(vertx, address, timeout);
    return scan.run(this, pattern, visit);
  }

  public Future<Void> close() {
    return Future.join(line.close(), subscriber.close()).mapEmpty();
  }

  private static String text(@Nullable Response response) {
    return response == null ? "" : response.toString();
  }

  private Future<@Nullable Response> attempt(Request request) {
    if (underWay.incrementAndGet() > MOST_AT_ONCE) {
      underWay.decrementAndGet();
      return Future.failedFuture("too many commands are under way");
    }
    var connection = line.connection();
    var here = connection.isComplete() ? connection : onCaller(connection);
    return here.<@Nullable Response>compose(ready -> attempt(ready, request))
        .onComplete(_ -> underWay.decrementAndGet());
  }

  private <T> Future<T> onCaller(Future<T> future) {
    var caller = vertx.getOrCreateContext();
    return Future.fromCompletionStage(future.toCompletionStage(), caller);
  }

  private Future<@Nullable Response> attempt(RedisConnection connection, Request request) {
    var start = System.nanoTime();
    return connection
        .send(request)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .onSuccess(_ -> {
          var now = System.nanoTime();
          lastAnswer.set(now);
          roundTrips.record(now - start, TimeUnit.NANOSECONDS);
        })
        .onFailure(cause -> {
          if (silent(cause) || demoted(cause)) {
            line.replace(connection);
          }
        });
  }

  /** One slow command is no reason, but a line on which nothing came back is dead. */
  private boolean silent(Throwable cause) {
    return cause instanceof TimeoutException
        && System.nanoTime() - lastAnswer.get() >= timeout.toNanos();
  }

  /** The server was the primary once; another one, or another address of its name, is it now. */
  private boolean demoted(Throwable cause) {
    return cause.getMessage() != null
        && (cause.getMessage().contains("READONLY") || moved(cause.getMessage()));
  }

  /** Of a cluster: its slots are elsewhere than when the connection was opened. */
  private boolean moved(String message) {
    return address.cluster()
        && (message.startsWith("MOVED ") || message.startsWith("Missing connection"));
  }

  private static Request evaluation(
      Command command, String script, List<String> keys, List<?> arguments) {
    var request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(argument -> append(request, argument));
    return request;
  }

  private static void append(Request request, Object argument) {
    if (argument instanceof Buffer buffer) {
      request.arg(buffer);
    } else {
      request.arg(argument.toString());
    }
  }

  private static boolean unknownScript(Throwable cause) {
    return cause.getMessage() != null && cause.getMessage().startsWith("NOSCRIPT");
  }

  private boolean refused(String message) {
    return REFUSAL.matcher(message).matches()
        && !PASSES.matcher(message).matches()
        && !moved(message);
  }

  private <T extends @Nullable Object> Future<T> failed(String what, Throwable cause) {
    if (cause.getMessage() != null && refused(cause.getMessage())) {
      LOG.error("Redis refused {}: {}", what, cause.getMessage());
      return Future.failedFuture(Failure.of(cause));
    }
    LOG.debug("{} failed: {}", what, cause.getMessage());
    return Future.failedFuture(
        new Failure(
            ProblemCode.UNAVAILABLE, "The store does not answer. Try again.", PAUSE, cause));
  }
}
