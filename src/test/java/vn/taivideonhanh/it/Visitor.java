package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Somebody with an account and a browser, at any of several servers: cookies know no port. */
final class Visitor implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  /** What a stream of events has told so far, until it ends. */
  record Watch(ConcurrentLinkedQueue<String> lines, CompletableFuture<Void> ended) {
    boolean told(String text) {
      return lines.stream().anyMatch(line -> line.contains(text));
    }
  }

  /** Registers where everybody may. */
  static Visitor registered(String origin, String name) throws Exception {
    var visitor = new Visitor();
    var body = new JsonObject().put("name", name).put("password", PASSWORD);
    visitor.json("POST", origin + "/api/auth/register", body);
    return visitor;
  }

  HttpResponse<String> send(String method, String address, @Nullable JsonObject body)
      throws Exception {
    var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(Duration.ofSeconds(60))
            .method(method, publisher);
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** What an answer that must be a success says. */
  JsonObject json(String method, String address, @Nullable JsonObject body) throws Exception {
    var answer = send(method, address, body);
    assertThat(answer.statusCode()).as("%s: %s", answer, answer.body()).isLessThan(300);
    return answer.body().isEmpty() ? new JsonObject() : new JsonObject(answer.body());
  }

  /** A new key for links. */
  JsonObject key(String origin, @Nullable String expiresAt) throws Exception {
    var body =
        new JsonObject()
            .put("name", "curl")
            .put("scopes", new JsonArray().add("analyze").add("stream"));
    if (expiresAt != null) {
      body.put("expiresAt", expiresAt);
    }
    return json("POST", origin + "/api/keys", body);
  }

  /** Begins to watch one's downloads. */
  Watch watch(String origin) {
    var request = HttpRequest.newBuilder(URI.create(origin + "/api/events")).build();
    var answer = client.sendAsync(request, BodyHandlers.ofLines()).join();
    assertThat(answer.statusCode()).isEqualTo(200);
    var lines = new ConcurrentLinkedQueue<String>();
    var ended =
        CompletableFuture.runAsync(
            () -> answer.body().forEach(lines::add), task -> Thread.ofVirtual().start(task));
    return new Watch(lines, ended);
  }

  /** Asks for a stream and reads it to its end, however that is; completes with what has come. */
  CompletableFuture<Boolean> read(String address) {
    var request = HttpRequest.newBuilder(URI.create(address)).build();
    return client
        .sendAsync(request, BodyHandlers.ofByteArray())
        .thenApply(answer -> answer.statusCode() == 200)
        .exceptionally(cause -> !(cause instanceof CompletionException));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
