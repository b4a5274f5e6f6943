package vn.taivideonhanh.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.stream.Collectors;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Answers what no route took: 405 for a path that has other methods, else 404. */
final class Unrouted implements Handler<RoutingContext> {
  private final List<Operation> operations;

  Unrouted(Contract contract) {
    this.operations = contract.operations();
  }

  @Override
  public void handle(RoutingContext ctx) {
    var path = String.valueOf(ctx.normalizedPath());
    var here = operations.stream().filter(operation -> operation.isAt(path)).toList();
    if (here.isEmpty()) {
      ctx.fail(new Failure(ProblemCode.NOT_FOUND, "Look at /docs for what there is."));
      return;
    }
    var template = here.getFirst().template();
    Call.of(ctx).routed(template);
    var allowed =
        here.stream()
            .filter(operation -> operation.template().equals(template))
            .map(operation -> operation.method().name())
            .sorted()
            .collect(Collectors.joining(", "));
    ctx.response().putHeader("Allow", allowed);
    ctx.fail(new Failure(ProblemCode.METHOD_NOT_ALLOWED, "Allowed: " + allowed + "."));
  }
}
