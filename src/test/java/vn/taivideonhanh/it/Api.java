package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The API as a script would use it. */
public final class Api implements AutoCloseable {
  private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String origin;

  public Api(String origin) {
    this.origin = origin;
  }

  /** Asks for an analysis and does not wait for it; gives its request id. */
  public String submit(String url) throws Exception {
    var answer =
        client.send(post("/api/streaming/analyze", json("url", url)), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return new JsonObject(answer.body()).getString("requestId");
  }

  public JsonObject look(String requestId) throws Exception {
    var path = "/api/streaming/analyze/" + requestId;
    var answer = client.send(to(path).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  /** Waits until the analysis has ended. */
  public JsonObject ended(String requestId) throws Exception {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      var state = look(requestId + "?wait=10");
      if (ENDED.contains(state.getString("state"))) {
        return state;
      }
    }
    throw new AssertionError("the analysis did not end: " + look(requestId));
  }

  /** Analyses a page that has something to give. */
  public JsonObject analyse(String url) throws Exception {
    var analysis = ended(submit(url));
    assertThat(analysis.getString("state")).as(analysis.encode()).isEqualTo("completed");
    return analysis;
  }

  /** The analysis's first preset of that kind and lane. */
  public static JsonObject preset(JsonObject analysis, String kind, String lane) {
    JsonArray presets = analysis.getJsonObject("result").getJsonArray("presets");
    return presets.stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("kind").equals(kind) && it.getString("lane").equals(lane))
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no " + kind + " preset of lane " + lane + " in " + presets));
  }

  /** A token for a preset of an analysis. */
  public JsonObject token(JsonObject analysis, JsonObject preset) throws Exception {
    var answer = tokens(analysis, preset).get();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body());
  }

  /** A token for several analyses in one archive. */
  JsonObject archive(List<JsonObject> analyses, String preset) throws Exception {
    var ids = analyses.stream().map(analysis -> analysis.getString("requestId")).toList();
    var archive = new JsonObject().put("requestIds", new JsonArray(ids)).put("preset", preset);
    var request = post("/api/streaming/token", new JsonObject().put("archive", archive));
    var answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body());
  }

  /**
   * A token that every client may use.
   *
   * @param choice what of the analysis: a format, or two with a plus sign between; a clip
   */
  public JsonObject open(JsonObject analysis, JsonObject choice) throws Exception {
    var body = choice.copy().put("requestId", analysis.getString("requestId")).put("bind", "none");
    var answer = client.send(post("/api/streaming/token", body), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return new JsonObject(answer.body());
  }

  /** Asks for a token and gives whatever comes. */
  public CompletableFuture<HttpResponse<String>> tokens(JsonObject analysis, JsonObject preset) {
    var body =
        json("requestId", analysis.getString("requestId")).put("preset", preset.getString("id"));
    return client.sendAsync(post("/api/streaming/token", body), BodyHandlers.ofString());
  }

  /** A request for a stream, to which fields can be added. */
  public HttpRequest.Builder stream(JsonObject token) {
    return to(token.getString("streamUrl"));
  }

  /** The entity tag of a stream. */
  public String tag(JsonObject token) throws IOException, InterruptedException {
    var asked = stream(token).method("HEAD", BodyPublishers.noBody()).build();
    return send(asked, BodyHandlers.discarding()).headers().firstValue("etag").orElseThrow();
  }

  /** Asks for a stream; its body waits to be read. */
  public CompletableFuture<HttpResponse<InputStream>> streaming(JsonObject token) {
    return client.sendAsync(stream(token).build(), BodyHandlers.ofInputStream());
  }

  /** Fails with an IOException when the body does not arrive whole. */
  public HttpResponse<Path> download(JsonObject token, Path file)
      throws IOException, InterruptedException {
    return client.send(stream(token).build(), BodyHandlers.ofFile(file));
  }

  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return client.send(request, handler);
  }

  public String text(String path) throws IOException, InterruptedException {
    return client.send(to(path).build(), BodyHandlers.ofString()).body();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(origin + path)).timeout(Duration.ofSeconds(60));
  }

  private HttpRequest post(String path, JsonObject body) {
    return to(path)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.encode()))
        .build();
  }

  private static JsonObject json(String name, String value) {
    return new JsonObject().put(name, value);
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
