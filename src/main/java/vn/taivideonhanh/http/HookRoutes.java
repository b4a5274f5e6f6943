package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import vn.taivideonhanh.hook.HookMessages;
import vn.taivideonhanh.hook.HookMessages.AskSubscribers;
import vn.taivideonhanh.hook.HookMessages.Enable;
import vn.taivideonhanh.hook.HookMessages.Page;
import vn.taivideonhanh.hook.HookMessages.Read;
import vn.taivideonhanh.hook.HookMessages.Retry;
import vn.taivideonhanh.http.AuditTrail.Deed;

/** {@code /api/admin/webhooks}: what admins see of webhooks and do with them. */
final class HookRoutes {
  private final Vertx vertx;
  private final AuditTrail audit;

  HookRoutes(Vertx vertx, AuditTrail audit) {
    this.vertx = vertx;
    this.audit = audit;
  }

  void bind(Operations operations) {
    operations.on("listWebhooks", this::subscribers);
    operations.on("listDeliveries", this::deliveries);
    operations.on("readDelivery", this::read);
    operations.on("retryDeliveries", this::retry);
    operations.on("testWebhook", this::test);
    operations.on("enableWebhook", this::enable);
  }

  private Future<Void> subscribers(RoutingContext ctx) {
    return HookMessages.SUBSCRIBERS
        .ask(vertx, new AskSubscribers())
        .compose(all -> Answers.json(ctx, 200, HookView.Webhooks.of(all)));
  }

  private Future<Void> deliveries(RoutingContext ctx) {
    var asked = Input.of(ctx).parameters();
    var page =
        new Page(
            asked.getString("state", "dead"),
            asked.getString("after"),
            asked.getInteger("limit", 50));
    return HookMessages.DELIVERIES
        .ask(vertx, page)
        .compose(found -> Answers.json(ctx, 200, HookView.Deliveries.of(found)));
  }

  private Future<Void> read(RoutingContext ctx) {
    return HookMessages.READ
        .ask(vertx, new Read(Input.of(ctx).path("deliveryId")))
        .compose(told -> Answers.json(ctx, 200, HookView.Whole.of(told)));
  }

  private Future<Void> retry(RoutingContext ctx) {
    var ids = Input.of(ctx).words("ids");
    var deed = new Deed("webhook.retry", "", String.join(" ", ids));
    return audit
        .noted(ctx, deed, HookMessages.RETRY.ask(vertx, new Retry(ids)))
        .compose(count -> Answers.json(ctx, 200, new HookView.Retried(count.count())));
  }

  private Future<Void> test(RoutingContext ctx) {
    var name = Input.of(ctx).field("webhook");
    var sent = HookMessages.TEST.ask(vertx, new HookMessages.Test(name));
    return audit
        .noted(ctx, new Deed("webhook.test", name, ""), sent)
        .compose(message -> Answers.json(ctx, 202, message));
  }

  private Future<Void> enable(RoutingContext ctx) {
    var name = Input.of(ctx).field("webhook");
    var enabled = HookMessages.ENABLE.ask(vertx, new Enable(name));
    return audit
        .noted(ctx, new Deed("webhook.enable", name, ""), enabled)
        .compose(_ -> Answers.nothing(ctx, 204));
  }
}
