package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages.Known;

/** What is known of a request while it is answered: its id, its route, its caller. */
final class Call {
  private static final String KEY = "tvn.call";

  private final String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  private final long startedNanos = System.nanoTime();
  private Caller caller;
  private @Nullable Known known;
  private String template = "none";
  private Supplier<Future<Void>> told = Future::succeededFuture;

  private Call(Caller caller) {
    this.caller = caller;
  }

  static Call begin(RoutingContext ctx, Caller caller) {
    var call = new Call(caller);
    ctx.put(KEY, call);
    return call;
  }

  static Call of(RoutingContext ctx) {
    return Objects.requireNonNull(ctx.<@Nullable Call>get(KEY));
  }

  /** As in {@code X-Request-Id} and in the log: 16 hexadecimal digits. */
  String id() {
    return id;
  }

  Caller caller() {
    return caller;
  }

  /** Notes whose credential the request has shown. */
  void identified(Known shown) {
    known = shown;
    caller = new Caller(shown.who(), caller.client());
  }

  /** What the request has shown; null for nothing. */
  @Nullable Known known() {
    return known;
  }

  /** Notes what is to be done before an answer ends; it must not fail. */
  void telling(Supplier<Future<Void>> last) {
    told = last;
  }

  /** Completes when the head of the answer has all that it is to have. */
  Future<Void> told() {
    return told.get();
  }

  long nanos() {
    return System.nanoTime() - startedNanos;
  }

  /** The route's path with its parameters' names, never their values: fit for logs and metrics. */
  String template() {
    return template;
  }

  void routed(@Nullable String path) {
    template = path == null ? "none" : path;
  }
}
