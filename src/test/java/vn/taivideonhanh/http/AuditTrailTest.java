package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.analysis.QueueMessages;
import vn.taivideonhanh.analysis.QueueMessages.Count;
import vn.taivideonhanh.analysis.QueueMessages.Overview;
import vn.taivideonhanh.analysis.ScheduleMessages;
import vn.taivideonhanh.analysis.ScheduleMessages.Schedules;
import vn.taivideonhanh.hook.HookMessages;
import vn.taivideonhanh.plan.Lane;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.relay.RelayMessages;
import vn.taivideonhanh.relay.RelayMessages.Downloads;
import vn.taivideonhanh.token.TokenMessages.Done;

/**
 * Walks the contract: what an admin changes is in the audit log. Who adds such an operation says
 * here with what body it succeeds, and lets the parts that it asks answer.
 */
@ExtendWith(RedisExtension.class)
class AuditTrailTest {
  private static final String STREAM = "5".repeat(32);
  private static final String IDS = "{\"ids\":[\"" + Samples.REQUEST_ID + "\"]}";

  private static final String HOOK = "{\"webhook\":\"ops\"}";

  /** By operation; those that need no body are not here. */
  private static final Map<String, String> BODIES =
      Map.of(
          "testWebhook",
          HOOK,
          "enableWebhook",
          HOOK,
          "retryDeliveries",
          IDS,
          "changeUser",
          "{\"tier\":\"pro\"}",
          "makeInvite",
          "{}",
          "retryDead",
          IDS,
          "dropDead",
          IDS,
          "limitQueue",
          "{\"lane\":\"people\",\"running\":2,\"starts\":0,\"seconds\":1}",
          "slowSite",
          "{\"site\":\"site.example\",\"seconds\":3}",
          "keepSchedule",
          "{\"url\":\"https://site.example/v\",\"everySeconds\":3600}");

  /** Whom an operation is done to: one for each path, as some remove them. */
  private final Map<String, String> somebody = new HashMap<>();

  @Test
  void everything_that_an_admin_changes_is_written_down(RedisStore store) {
    try (var site = new TestSite(Map.of("TVN_ACCESS_MODE", "open"))) {
      var desk = new AccountDesk(site.vertx, store, "open");
      var root = Person.registered(site, "root", desk.firstCode());
      answer(site);
      var seen = new HashSet<>(entries(root));
      for (var path : ContractCheck.DOCUMENT.getJsonObject("paths")) {
        for (var operation : (JsonObject) path.getValue()) {
          if (changes(operation)) {
            var how = (JsonObject) operation.getValue();
            var id = how.getString("operationId");
            var target = path(site, root, path.getKey());
            seen.addAll(entries(root));
            var method = operation.getKey().toUpperCase(Locale.ROOT);
            root.json(method, path.getKey(), target, body(id));
            var fresh = new HashSet<>(entries(root));
            fresh.removeAll(seen);
            assertThat(fresh).as("entries for %s", id).hasSize(1);
            seen.addAll(fresh);
          }
        }
      }
      assertThat(seen).hasSizeGreaterThan(10);
      assertThat(seen.toString()).contains("stream.stop", "queue.pause", "queue.drain");
    }
  }

  private static boolean changes(Map.Entry<String, Object> operation) {
    return operation.getValue() instanceof JsonObject how
        && !operation.getKey().equals("get")
        && Set.of("admin", "operator").contains(how.getString("x-access", ""));
  }

  private static @Nullable JsonObject body(String operation) {
    var body = BODIES.get(operation);
    return body == null ? null : new JsonObject(body);
  }

  /** With somebody, and something, that is there. */
  private String path(TestSite site, Person root, String template) {
    var values = new HashMap<String, String>();
    values.put("streamId", STREAM);
    values.put("version", "2026.11.22");
    if (template.contains("{userId}")) {
      values.put("userId", somebody.computeIfAbsent(template, _ -> registered(site)));
    }
    if (template.contains("{inviteId}")) {
      var invite = root.json("POST", "/api/admin/invites", new JsonObject());
      values.put("inviteId", invite.getString("id"));
    }
    var path = template;
    for (var value : values.entrySet()) {
      path = path.replace("{" + value.getKey() + "}", value.getValue());
    }
    return Samples.path(path);
  }

  private static String registered(TestSite site) {
    return Person.registered(site, "ann" + System.nanoTime() % 1_000_000_000L, "").id();
  }

  private static void answer(TestSite site) {
    Vertx vertx = site.vertx;
    var overview = new Overview(0, 0, 0, 0, false, List.of());
    QueueMessages.SURVEY.serve(vertx, _ -> Future.succeededFuture(overview));
    YtDlpRoutesTest.answer(vertx);
    QueueMessages.PAUSE.serve(vertx, _ -> Future.succeededFuture(new Count(0)));
    QueueMessages.DRAIN.serve(vertx, _ -> Future.succeededFuture(new Count(0)));
    QueueMessages.END.serve(vertx, _ -> Future.succeededFuture(new Count(1)));
    QueueMessages.SETTLE.serve(vertx, _ -> Future.succeededFuture(new Count(1)));
    QueueMessages.LIMIT.serve(vertx, _ -> Future.succeededFuture(new Count(0)));
    QueueMessages.SLOW.serve(vertx, _ -> Future.succeededFuture(new Count(0)));
    ScheduleMessages.KEEP.serve(vertx, _ -> Future.succeededFuture(new Schedules(List.of())));
    ScheduleMessages.REMOVE.serve(vertx, _ -> Future.succeededFuture(new Schedules(List.of())));
    HookMessages.TEST.serve(vertx, _ -> Future.succeededFuture(new HookMessages.Sent("m")));
    HookMessages.ENABLE.serve(vertx, _ -> Future.succeededFuture(new HookMessages.Count(1)));
    HookMessages.RETRY.serve(vertx, _ -> Future.succeededFuture(new HookMessages.Count(1)));
    var running = Samples.progress("d", STREAM, Lane.DIRECT, 9L, 3, null);
    RelayMessages.SURVEY.serve(
        vertx, _ -> Future.succeededFuture(new Downloads(List.of(running), List.of())));
    site.fakes.drop = giving(new Done());
    site.fakes.purge = giving(new Done());
  }

  /** Every entry as one text. */
  private static Set<String> entries(Person admin) {
    JsonArray all =
        admin
            .json("GET", "/api/admin/audit", "/api/admin/audit?limit=100", null)
            .getJsonArray("entries");
    var texts = new HashSet<String>();
    all.forEach(entry -> texts.add(((JsonObject) entry).encode()));
    return texts;
  }
}
