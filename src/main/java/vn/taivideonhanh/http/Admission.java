package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.account.AccountMessages;
import vn.taivideonhanh.account.AccountMessages.Known;
import vn.taivideonhanh.account.AccountMessages.Proof;
import vn.taivideonhanh.account.AccountMessages.Show;
import vn.taivideonhanh.config.AppConfig.Access.Mode;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.identity.Role;
import vn.taivideonhanh.identity.Scope;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Finds out who sends the requests of one operation and lets them in, or does not: by {@code
 * x-access} and {@code x-scope} of the contract, which every operation must have said.
 */
final class Admission implements Handler<RoutingContext> {
  private static final String BEARER = "Bearer ";

  private final String template;
  private final Access access;
  private final @Nullable Scope scope;
  private final Mode mode;
  private final Operators operators;
  private final LoginCookies cookies;
  private final Consumer<RoutingContext> identified;

  /**
   * For one operation.
   *
   * @param identified called when it is known whose a request is, before it is let in or refused
   */
  Admission(Operation operation, HttpParts parts, Consumer<RoutingContext> identified) {
    this.template = operation.template();
    this.access = operation.access();
    this.scope = operation.scope();
    this.mode = parts.config().accessMode();
    this.operators = parts.operators();
    this.cookies = parts.cookies();
    this.identified = identified;
  }

  @Override
  public void handle(RoutingContext ctx) {
    Call.of(ctx).routed(template);
    if (access == Access.ANYONE
        || (access == Access.OPERATOR && operators.include(ctx.request()))) {
      ctx.next();
      return;
    }
    identify(ctx)
        .onSuccess(known -> {
          if (known != null) {
            Call.of(ctx).identified(known);
          }
          if (access != Access.OPERATOR) {
            identified.accept(ctx);
          }
          admit(ctx);
        })
        .onFailure(ctx::fail);
  }

  private void admit(RoutingContext ctx) {
    var call = Call.of(ctx);
    var refusal = refusal(call.caller().who(), call.known());
    if (refusal == null) {
      ctx.next();
    } else {
      ctx.fail(refusal);
    }
  }

  /** Whose credential the request shows; null when it shows none. */
  private Future<@Nullable Known> identify(RoutingContext ctx) {
    var request = ctx.request();
    var show = mode == Mode.SINGLE ? null : shown(request);
    return show == null
        ? Future.succeededFuture()
        : AccountMessages.AUTHENTICATE.ask(ctx.vertx(), show).map(known -> known);
  }

  private @Nullable Show shown(HttpServerRequest request) {
    var key = request.getHeader("X-API-Key");
    var authorization = request.getHeader("Authorization");
    if (key != null) {
      return new Show(Proof.KEY, key);
    }
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return new Show(Proof.KEY, authorization.substring(BEARER.length()).strip());
    }
    var token = cookies.access(request);
    if (token != null) {
      cookies.requireOwnPage(request);
      return new Show(Proof.SESSION, token);
    }
    if (cookies.refresh(request) != null) {
      // Not a guest: a login that must be renewed, or somebody would use up two people's limits.
      throw new Failure(ProblemCode.CREDENTIAL_ENDED, "Ask /api/auth/refresh.");
    }
    return null;
  }

  private @Nullable Failure refusal(Identity who, @Nullable Known known) {
    if (known != null && known.proof() == Proof.KEY && access != Access.VISITOR) {
      if (scope == null || !who.scopes().contains(scope)) {
        return new Failure(
            ProblemCode.SCOPE_MISSING,
            scope == null ? "Log in for it." : "Make one with " + scope.text() + ".");
      }
    }
    return switch (access) {
      case ANYONE, VISITOR -> null;
      case GUEST -> mode == Mode.MEMBERS ? stranger(who) : null;
      case MEMBER -> stranger(who);
      case ADMIN -> who.role() == Role.ADMIN ? null : notAdmin(who);
      case OPERATOR ->
          known != null && who.role() == Role.ADMIN
              ? null
              : new Failure(
                  ProblemCode.OPERATOR_ONLY,
                  "Ask from an address that may, or with the bearer token.");
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
        : new Failure(
            ProblemCode.ADMIN_ONLY, "An admin must log in, with a second factor if there is one.");
  }
}
