package vn.taivideonhanh.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Somebody at a browser or with a key, and what that keeps. */
final class Person {
  static final String PASSWORD = "correct horse battery";

  final Map<String, String> cookies = new LinkedHashMap<>();
  final Map<String, String> headers = new LinkedHashMap<>();
  private final TestSite site;

  Person(TestSite site) {
    this.site = site;
  }

  /** A new account. */
  static Person registered(TestSite site, String name, String ticket) {
    var person = new Person(site);
    var body = new JsonObject().put("name", name).put("password", PASSWORD);
    if (!ticket.isEmpty()) {
      body.put("ticket", ticket);
    }
    person.json("POST", "/api/auth/register", body);
    return person;
  }

  @CanIgnoreReturnValue
  Person with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /** Sends, takes what cookies come, and holds the answer against the contract. */
  HttpResponse<String> send(
      String method, String template, String path, @Nullable JsonObject body) {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
    // Else a stream of events would begin that does not end.
    var request = request(path).header("Accept", "application/json").method(method, publisher);
    if (body != null) {
      request.header("Content-Type", TestSite.JSON);
    }
    var answer = site.send(request);
    for (var set : answer.headers().allValues("Set-Cookie")) {
      var pair = set.split(";", 2)[0].split("=", 2);
      if (pair[1].isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    if (!method.equals("HEAD")) {
      ContractCheck.check(template, answer);
    }
    return answer;
  }

  HttpRequest.Builder request(String path) {
    var request = site.request(path);
    headers.forEach(request::header);
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(each -> each.getKey() + "=" + each.getValue())
              .collect(Collectors.joining("; ")));
    }
    return request;
  }

  /** Watches one's downloads; completes when the server ends that, with all that was told. */
  CompletableFuture<HttpResponse<String>> watch() {
    var opened = new CompletableFuture<Void>();
    var told =
        site.client()
            .sendAsync(
                request("/api/events").build(),
                head -> {
                  opened.complete(null);
                  return BodyHandlers.ofString().apply(head);
                });
    opened.join();
    return told;
  }

  HttpResponse<String> send(String method, String path, @Nullable JsonObject body) {
    return send(method, path, path, body);
  }

  /** What an answer that must be a success says; empty for none. */
  @CanIgnoreReturnValue
  JsonObject json(String method, String template, String path, @Nullable JsonObject body) {
    var answer = send(method, template, path, body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(answer + ": " + answer.body());
    }
    return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
  }

  @CanIgnoreReturnValue
  JsonObject json(String method, String path, @Nullable JsonObject body) {
    return json(method, path, path, body);
  }

  JsonObject me() {
    return json("GET", "/api/auth/me", null);
  }

  String id() {
    return me().getJsonObject("account").getString("id");
  }

  /** A key of this person, as somebody of its own. */
  Person key(String... scopes) {
    var list = new JsonArray();
    for (var scope : scopes) {
      list.add(scope);
    }
    var made = json("POST", "/api/keys", new JsonObject().put("name", "k").put("scopes", list));
    return new Person(site).with("Authorization", "Bearer " + made.getString("key"));
  }

  /** The code of the problem that an answer tells of; empty for none. */
  static String problem(HttpResponse<String> answer) {
    var type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith(Problem.MEDIA_TYPE) && !answer.body().isEmpty()
        ? new JsonObject(answer.body()).getString("code")
        : "";
  }
}
