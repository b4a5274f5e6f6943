package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Binds the operations of the contract to what answers them; each must be bound, and once. */
final class Operations {
  private final OpenAPIContract contract;
  private final RouterBuilder builder;
  private final HttpParts parts;
  private final Consumer<RoutingContext> known;
  private final Set<String> bound = new HashSet<>();

  /**
   * @param known called when it is found out whose a request is
   */
  Operations(
      OpenAPIContract contract,
      RouterBuilder builder,
      HttpParts parts,
      Consumer<RoutingContext> known) {
    this.parts = parts;
    this.contract = contract;
    this.builder = builder;
    this.known = known;
  }

  /**
   * Binds one.
   *
   * @param answer ends the response; a future that fails becomes a problem
   */
  void on(String operationId, Function<RoutingContext, Future<Void>> answer) {
    var operation = contract.operation(operationId);
    var route = builder.getRoute(operationId);
    if (operation == null || route == null || !bound.add(operationId)) {
      throw new IllegalArgumentException("no operation, or bound twice: " + operationId);
    }
    var _ =
        route
            .setDoValidation(false)
            .addHandler(new Admission(operation, parts, known))
            .addHandler(new Validation(operation))
            .addHandler(ctx -> answer.apply(ctx).onFailure(ctx::fail));
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

  /** Fails unless every operation of the contract is bound. */
  void requireAll() {
    for (var operation : contract.operations()) {
      if (!bound.contains(operation.getOperationId())) {
        throw new IllegalStateException("nothing answers " + operation.getOperationId());
      }
    }
  }
}
