package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.hook.HookMessages;
import vn.taivideonhanh.hook.HookMessages.Count;
import vn.taivideonhanh.hook.HookMessages.Deliveries;
import vn.taivideonhanh.hook.HookMessages.Delivery;
import vn.taivideonhanh.hook.HookMessages.Enable;
import vn.taivideonhanh.hook.HookMessages.Page;
import vn.taivideonhanh.hook.HookMessages.Retry;
import vn.taivideonhanh.hook.HookMessages.Sent;
import vn.taivideonhanh.hook.HookMessages.Subscriber;
import vn.taivideonhanh.hook.HookMessages.Subscribers;
import vn.taivideonhanh.hook.HookMessages.Told;

/** Webhooks over HTTP, with small endpoints in the place of what delivers. */
class HookRoutesTest {
  private static final String ROOT = "/api/admin/webhooks";
  private static final Delivery DEAD =
      new Delivery("msg_1", "ops", "job.failed", "dead", 18, 1, 2L, "status 500");
  private final LinkedBlockingQueue<Record> asked = new LinkedBlockingQueue<>();

  private <A> Future<A> noted(Record question, A answer) {
    asked.add(question);
    return Future.succeededFuture(answer);
  }

  @Test
  void admins_see_webhooks_and_their_messages_and_try_them() {
    try (var site = new TestSite(Map.of())) {
      var vertx = site.vertx;
      var ops = new Subscriber("ops", "https://ops.example", List.of("job.failed"), Samples.AT);
      HookMessages.SUBSCRIBERS.serve(
          vertx, _ -> Future.succeededFuture(new Subscribers(List.of(ops))));
      HookMessages.DELIVERIES.serve(vertx, q -> noted(q, new Deliveries(List.of(DEAD))));
      HookMessages.READ.serve(vertx, q -> noted(q, new Told(DEAD, List.of("attempt 1"))));
      HookMessages.TEST.serve(vertx, q -> noted(q, new Sent("msg_2")));
      HookMessages.ENABLE.serve(vertx, q -> noted(q, new Count(1)));
      HookMessages.RETRY.serve(vertx, q -> noted(q, new Count(1)));
      assertThat(checked("", site.get(ROOT), 200).encode()).contains("disabledAt");
      var page = site.get(ROOT + "/deliveries?state=dead&limit=5&after=msg_0");
      assertThat(checked("/deliveries", page, 200).encode()).contains("status 500");
      var one = site.get(ROOT + "/deliveries/msg_1");
      assertThat(checked("/deliveries/{deliveryId}", one, 200).getJsonArray("log")).hasSize(1);
      var name = "{\"webhook\":\"ops\"}";
      assertThat(checked("/test", site.post(ROOT + "/test", name), 202).getString("id"))
          .isEqualTo("msg_2");
      assertThat(site.post(ROOT + "/enable", name).statusCode()).isEqualTo(204);
      var retried = site.post(ROOT + "/retry", "{\"ids\":[\"msg_1\"]}");
      assertThat(checked("/retry", retried, 200).getInteger("deliveries")).isEqualTo(1);
      assertThat(asked)
          .containsExactly(
              new Page("dead", "msg_0", 5),
              new HookMessages.Read("msg_1"),
              new HookMessages.Test("ops"),
              new Enable("ops"),
              new Retry(List.of("msg_1")));
    }
  }

  private static JsonObject checked(String path, HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    ContractCheck.check(ROOT + path, answer);
    return new JsonObject(answer.body());
  }
}
