package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.account.AccountDesk;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/** Walks the contract as everybody there is, and expects exactly what its table says. */
@ExtendWith(RedisExtension.class)
class AccessTableTest {
  private static final List<String> METHODS =
      List.of("get", "head", "post", "put", "patch", "delete");

  /** What only Admission refuses with. */
  private static final Set<String> REFUSALS =
      Set.of("login-required", "credential-ended", "admin-only", "scope-missing", "operator-only");

  /** x-access (with + where there is an x-scope of the key's), and who is refused with what. */
  private static final Map<String, List<String>> TABLE =
      Map.of(
          // guest, user, admin, key with that scope, key without, admin's key with it, revoked key
          "visitor", List.of("", "", "", "", "", "", "credential-ended"),
          "guest+", List.of("", "", "", "", "scope-missing", "", "credential-ended"),
          "member",
              List.of(
                  "login-required",
                  "",
                  "",
                  "scope-missing",
                  "scope-missing",
                  "scope-missing",
                  "credential-ended"),
          "member+", List.of("login-required", "", "", "", "scope-missing", "", "credential-ended"),
          "admin",
              List.of(
                  "login-required",
                  "admin-only",
                  "",
                  "scope-missing",
                  "scope-missing",
                  "scope-missing",
                  "credential-ended"),
          "admin+",
              List.of(
                  "login-required",
                  "admin-only",
                  "",
                  "scope-missing",
                  "scope-missing",
                  "",
                  "credential-ended"),
          "operator+",
              List.of(
                  "operator-only",
                  "operator-only",
                  "",
                  "scope-missing",
                  "scope-missing",
                  "",
                  "credential-ended"));

  @ParameterizedTest
  @ValueSource(strings = {"open", "members"})
  void every_operation_lets_in_whom_the_table_says(String mode, RedisStore store) {
    var settings = Map.of("TVN_ACCESS_MODE", mode, "TVN_MONITORING_ALLOW", "192.0.2.1");
    try (var site = new TestSite(settings)) {
      var desk = new AccountDesk(site.vertx, store, "open");
      var people = people(site, desk);
      for (var path : ContractCheck.DOCUMENT.getJsonObject("paths")) {
        var item = (JsonObject) path.getValue();
        for (var method : METHODS) {
          if (item.containsKey(method)) {
            walk(people, method, path.getKey(), item.getJsonObject(method), mode);
          }
        }
      }
    }
  }

  private static Map<String, Person> people(TestSite site, AccountDesk desk) {
    var people = new LinkedHashMap<String, Person>();
    var ann = Person.registered(site, "ann", "");
    var root = Person.registered(site, "root", desk.firstCode());
    var revoked = ann.key("analyze", "stream");
    var id =
        ann.json("GET", "/api/keys", null).getJsonArray("keys").getJsonObject(0).getString("id");
    var _ = ann.json("DELETE", "/api/keys/{keyId}", "/api/keys/" + id, null);
    people.put("guest", new Person(site));
    people.put("user", ann);
    people.put("admin", root);
    people.put("key", ann.key("analyze", "stream"));
    people.put("other key", root.key("admin:read"));
    people.put("admin's key", root.key("analyze", "stream", "admin:read"));
    people.put("revoked key", revoked);
    // What renews a login is a way in of its own, and would be lost by logging out.
    List.of(ann, root).forEach(each -> each.cookies.remove("tvn-refresh"));
    return people;
  }

  private static void walk(
      Map<String, Person> people, String method, String path, JsonObject operation, String mode) {
    var rule = operation.getString("x-access");
    var scope = operation.getString("x-scope", "");
    if (rule.equals("anyone")) {
      assertThat(operation.getJsonArray("security")).as(path).isEmpty();
      return;
    }
    var row = TABLE.get(scope.isEmpty() ? rule : rule + "+");
    assertThat(row).as("%s %s: %s %s", method, path, rule, scope).isNotNull();
    var column = 0;
    for (var person : people.entrySet()) {
      var expected = row.get(column++);
      if (scope.equals("admin:read") && person.getKey().equals("other key")) {
        expected = "";
      }
      if (rule.equals("guest") && mode.equals("members") && person.getKey().equals("guest")) {
        expected = "login-required";
      }
      var answer =
          person.getValue().send(method.toUpperCase(Locale.ROOT), path, Samples.path(path), null);
      var refusal = Person.problem(answer);
      assertThat(REFUSALS.contains(refusal) ? refusal : "")
          .as("%s %s as %s in mode %s: %s", method, path, person.getKey(), mode, answer.body())
          .isEqualTo(expected);
    }
  }

  @Test
  void others_things_are_not_there(RedisStore store) {
    try (var site = new TestSite(Map.of("TVN_ACCESS_MODE", "open"))) {
      var desk = new AccountDesk(site.vertx, store, "open");
      var ann = Person.registered(site, "ann", "");
      var bob = Person.registered(site, "bob", "");
      var root = Person.registered(site, "root", desk.firstCode());
      var key = ann.key("analyze");
      var things = new LinkedHashMap<String, String>();
      things.put("/api/keys/{keyId}", first(ann.json("GET", "/api/keys", null), "keys"));
      things.put(
          "/api/auth/sessions/{sessionId}",
          first(ann.json("GET", "/api/auth/sessions", null), "sessions"));
      for (var thing : things.entrySet()) {
        var path = thing.getKey().replaceAll("\\{.*}", thing.getValue());
        for (var person : List.of(bob, root)) {
          var answer = person.send("DELETE", thing.getKey(), path, null);
          assertThat(answer.statusCode()).isEqualTo(404);
        }
      }
      assertThat(key.me().getJsonObject("account").getString("name")).isEqualTo("ann");
      var template = "/api/admin/users/{userId}";
      var mine = "/api/admin/users/" + ann.id();
      assertThat(bob.send("DELETE", template, mine, null).statusCode()).isEqualTo(403);
      for (var thing : things.entrySet()) {
        var path = thing.getKey().replaceAll("\\{.*}", thing.getValue());
        assertThat(ann.send("DELETE", thing.getKey(), path, null).statusCode()).isEqualTo(204);
      }
      assertThat(key.send("GET", "/api/auth/me", null).statusCode()).isEqualTo(401);
      assertThat(ann.send("GET", "/api/auth/me", null).statusCode()).isEqualTo(401);
    }
  }

  private static String first(JsonObject all, String list) {
    return all.getJsonArray(list).getJsonObject(0).getString("id");
  }

  @Test
  void a_private_server_has_no_accounts_and_one_owner() {
    try (var site = new TestSite(Map.of())) {
      var somebody = new Person(site);
      assertThat(somebody.me().getString("kind")).isEqualTo("owner");
      var body = new JsonObject().put("name", "ann").put("password", Person.PASSWORD);
      var refused = somebody.send("POST", "/api/auth/login", body);
      assertThat(Person.problem(refused)).isEqualTo("no-accounts");
      var _ = somebody.with("X-API-Key", "tvn_").me();
    }
  }
}
