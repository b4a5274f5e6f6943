package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Binds the operations of the contract to what answers them; each must be bound, and once. */
final class Operations {
  private final HttpParts parts;
  private final Consumer<RoutingContext> known;
  private final Map<String, Function<RoutingContext, Future<Void>>> answers = new HashMap<>();

  /**
   * @param known called when it is found out whose a request is
   */
  Operations(HttpParts parts, Consumer<RoutingContext> known) {
    this.parts = parts;
    this.known = known;
  }

  /**
   * Binds one.
   *
   * @param answer ends the response; a future that fails becomes a problem
   */
  void on(String operationId, Function<RoutingContext, Future<Void>> answer) {
    if (answers.putIfAbsent(operationId, answer) != null) {
      throw new IllegalArgumentException("bound twice: " + operationId);
    }
  }

  /** Binds one that answers with events, whose head is sent before there is any. */
  void events(String operationId, Function<RoutingContext, Future<Void>> answer) {
    on(operationId, ctx -> Call.of(ctx).told().compose(_ -> answer.apply(ctx)));
  }

  /** Binds one that needs accounts, which a private server has not. */
  void withAccounts(String operationId, Function<RoutingContext, Future<Void>> answer) {
    var none = parts.config().accessMode() == Mode.SINGLE;
    on(operationId, none ? _ -> Future.failedFuture(noAccounts()) : answer);
  }

  private static Failure noAccounts() {
    return new Failure(
        ProblemCode.NO_ACCOUNTS, "Everybody who reaches it is its owner; see access.mode.");
  }

  /** Adds the routes; fails unless what is bound are all operations of the contract. */
  void route(Router router) {
    var left = new HashMap<>(answers);
    for (var operation : parts.contract().operations()) {
      var answer = left.remove(operation.id());
      if (answer == null) {
        throw new IllegalStateException("nothing answers " + operation.id());
      }
      var _ =
          router
              .route(operation.method(), operation.route())
              .handler(new Admission(operation, parts, known))
              .handler(operation.validation())
              .handler(ctx -> answer.apply(ctx).onFailure(ctx::fail));
    }
    if (!left.isEmpty()) {
      throw new IllegalStateException("no operations: " + left.keySet());
    }
  }
}
