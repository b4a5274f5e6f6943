package vn.taivideonhanh.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.stream.Collectors;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Answers what no route took: 405 for a path that has other methods, else 404. */
final class Unrouted implements Handler<RoutingContext> {
  private final OpenAPIContract contract;

  Unrouted(OpenAPIContract contract) {
    this.contract = contract;
  }

  @Override
  public void handle(RoutingContext ctx) {
    var path = contract.findPath(String.valueOf(ctx.normalizedPath()));
    if (path == null) {
      ctx.fail(new Failure(ProblemCode.NOT_FOUND, "Look at /docs for what there is."));
      return;
    }
    Call.of(ctx).routed(path.getName());
    var allowed =
        path.getOperations().stream()
            .map(operation -> operation.getHttpMethod().name())
            .sorted()
            .collect(Collectors.joining(", "));
    ctx.response().putHeader("Allow", allowed);
    ctx.fail(new Failure(ProblemCode.METHOD_NOT_ALLOWED, "Allowed: " + allowed + "."));
  }
}
