package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Ask;
import vn.taivideonhanh.relay.RelayMessages.Forget;
import vn.taivideonhanh.token.TokenMessages;
import vn.taivideonhanh.token.TokenMessages.Count;
import vn.taivideonhanh.token.TokenMessages.Drop;

/** One's own links and history, seen and taken back. Other people's are as if they were not. */
final class MineRoutes {
  private final Vertx vertx;

  MineRoutes(Vertx vertx) {
    this.vertx = vertx;
  }

  void bind(Operations operations) {
    operations.on("listTokens", this::tokens);
    operations.on("dropToken", this::drop);
    operations.on("listHistory", this::history);
    operations.on("forgetEntry", ctx -> forget(ctx, Input.of(ctx).path("id")));
    operations.on("forgetHistory", ctx -> forget(ctx, null));
  }

  private Future<Void> tokens(RoutingContext ctx) {
    return TokenMessages.LIST
        .ask(vertx, new Count(Call.of(ctx).caller().who()))
        .compose(list -> Answers.json(ctx, 200, MineView.Links.of(list.tokens())));
  }

  private Future<Void> drop(RoutingContext ctx) {
    return TokenMessages.DROP
        .ask(vertx, new Drop(person(ctx), Input.of(ctx).path("id")))
        .compose(_ -> Answers.nothing(ctx, 204));
  }

  private Future<Void> history(RoutingContext ctx) {
    return RelayMessages.HISTORY
        .ask(vertx, new Ask(person(ctx)))
        .compose(history -> Answers.json(ctx, 200, MineView.History.of(history.entries())));
  }

  private Future<Void> forget(RoutingContext ctx, @Nullable String entry) {
    return RelayMessages.FORGET
        .ask(vertx, new Forget(person(ctx), entry))
        .compose(gone ->
            entry != null && gone.entries() == 0
                ? Future.failedFuture(
                    new Failure(ProblemCode.NOT_FOUND, "Your history has no such entry."))
                : Answers.nothing(ctx, 204));
  }

  private static String person(RoutingContext ctx) {
    return Call.of(ctx).caller().who().id();
  }
}
