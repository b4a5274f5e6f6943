package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import vn.taivideonhanh.monitoring.MonitoringMessages;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskFigures;
import vn.taivideonhanh.monitoring.MonitoringMessages.AskHealth;
import vn.taivideonhanh.monitoring.MonitoringMessages.Scrape;
import vn.taivideonhanh.monitoring.MonitoringMessages.Status;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** {@code /api/monitoring} and {@code /metrics}: health and figures. */
final class MonitoringRoutes {
  private final Vertx vertx;
  private final Operators operators;

  MonitoringRoutes(Vertx vertx, Operators operators) {
    this.vertx = vertx;
    this.operators = operators;
  }

  void bind(Operations operations) {
    operations.on("health", this::health);
    operations.on("live", ctx -> Answers.json(ctx, 200, new HealthView.AliveView(Status.UP)));
    operations.on("ready", this::ready);
    operations.on("metrics", this::metrics);
    operations.on("prometheus", this::scrape);
  }

  private Future<Void> health(RoutingContext ctx) {
    return MonitoringMessages.HEALTH
        .ask(vertx, new AskHealth())
        .compose(health ->
            Answers.json(
                ctx,
                health.status() == Status.DOWN ? 503 : 200,
                operators.include(ctx.request())
                    ? HealthView.of(health)
                    : new HealthView.AliveView(health.status())));
  }

  private Future<Void> ready(RoutingContext ctx) {
    return MonitoringMessages.HEALTH
        .ask(vertx, new AskHealth())
        .compose(health ->
            Answers.json(
                ctx,
                health.ready() ? 200 : 503,
                new HealthView.AliveView(health.ready() ? Status.UP : Status.DOWN)));
  }

  private Future<Void> metrics(RoutingContext ctx) {
    var accept = accept(ctx);
    if (accept.isEmpty() || accept.contains("application/json") || accept.contains("*/*")) {
      return MonitoringMessages.FIGURES
          .ask(vertx, new AskFigures())
          .compose(summary -> Answers.json(ctx, 200, SummaryView.of(summary)));
    }
    if (accept.contains("text/plain") || accept.contains("openmetrics-text")) {
      return scrape(ctx);
    }
    throw new Failure(
        ProblemCode.NOT_ACCEPTABLE, "Accept application/json, or text/plain for Prometheus.");
  }

  private Future<Void> scrape(RoutingContext ctx) {
    return MonitoringMessages.SCRAPE
        .ask(vertx, new Scrape(accept(ctx)))
        .compose(scraped -> Answers.text(ctx, scraped.mediaType(), scraped.text()));
  }

  private static String accept(RoutingContext ctx) {
    var accept = ctx.request().getHeader("Accept");
    return accept == null ? "" : accept.toLowerCase(Locale.ROOT);
  }
}
