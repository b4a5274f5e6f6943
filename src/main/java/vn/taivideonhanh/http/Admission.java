package vn.taivideonhanh.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Lets the requests of one operation in, or does not: by {@code x-access} and {@code x-scope} of
 * the contract, which every operation must have said.
 */
final class Admission implements Handler<RoutingContext> {
  private final String template;
  private final Access access;
  private final @Nullable Scope scope;
  private final Mode mode;
  private final Operators operators;

  Admission(Operation operation, HttpParts parts) {
    var model = operation.getOpenAPIModel();
    this.template = operation.getOpenAPIPath();
    this.access = Access.of(operation.getOperationId(), model.getValue("x-access"));
    this.scope = Scope.of(model.getString("x-scope", ""));
    this.mode = parts.config().accessMode();
    this.operators = parts.operators();
  }

  @Override
  public void handle(RoutingContext ctx) {
    Call.of(ctx).routed(template);
    var refusal = refusal(ctx, Call.of(ctx).caller().who());
    if (refusal == null) {
      ctx.next();
    } else {
      ctx.fail(refusal);
    }
  }

  private @Nullable Failure refusal(RoutingContext ctx, Identity who) {
    if (scope != null && !who.scopes().contains(scope)) {
      return new Failure(ProblemCode.SCOPE_MISSING, "It needs " + scope.text() + ".");
    }
    return switch (access) {
      case ANYONE, VISITOR -> null;
      case GUEST -> mode == Mode.MEMBERS ? stranger(who) : null;
      case MEMBER -> stranger(who);
      case ADMIN -> who.role() == Role.ADMIN ? null : notAdmin(who);
      case OPERATOR ->
          who.kind() == Identity.Kind.MEMBER && who.role() == Role.ADMIN ? null : outsider(ctx);
    };
  }

  private static @Nullable Failure stranger(Identity who) {
    return who.kind() == Identity.Kind.GUEST
        ? new Failure(ProblemCode.LOGIN_REQUIRED, "Log in, or send an API key.")
        : null;
  }

  private static Failure notAdmin(Identity who) {
    var stranger = stranger(who);
    return stranger != null
        ? stranger
        : new Failure(ProblemCode.ADMIN_ONLY, "Ask an admin of the server.");
  }

  private @Nullable Failure outsider(RoutingContext ctx) {
    return operators.include(ctx.request())
        ? null
        : new Failure(
            ProblemCode.OPERATOR_ONLY, "Ask from an address that may, or with the bearer token.");
  }
}
