package vn.taivideonhanh.browser;

import static java.util.Objects.requireNonNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.process.Programs;

/** One page in a Chromium without a window, in which scripts are run. */
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final WebSocket page;
  private final Answers answers = new Answers();
  private int asked;

  /** Whether there is one on this machine. */
  public static @Nullable Path program() {
    var named = System.getenv("TVN_TEST_CHROMIUM");
    var found = named == null ? Programs.find("chromium") : Path.of(named);
    return found == null ? Programs.find("google-chrome") : found;
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder
   * @param url of the page
   */
  public Chromium(Path profile, String url) throws Exception {
    var command =
        List.of(
            requireNonNull(program(), "Chromium is not installed").toString(),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--autoplay-policy=no-user-gesture-required",
            "--remote-debugging-port=0",
            "--user-data-dir=" + profile,
            url);
    var log = profile.resolve("log").toFile();
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    try {
      page = client.newWebSocketBuilder().buildAsync(address(profile, url), answers).join();
    } catch (Exception e) {
      close();
      throw e;
    }
    until(this::ready);
  }

  private @Nullable String ready() throws Exception {
    try {
      var there = "location.protocol === 'http:' && document.readyState === 'complete'";
      return run(there).equals(true) ? "yes" : null;
    } catch (IOException _) {
      // The page that a script was for has just been left for this one.
      return null;
    }
  }

  /** Where the page listens, once it is there. */
  private URI address(Path profile, String url) throws Exception {
    var file = profile.resolve("DevToolsActivePort");
    var port =
        until(() ->
            Files.exists(file) ? Files.readString(file).lines().findFirst().orElse(null) : null);
    var list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    return URI.create(
        until(() -> {
          var pages = new JsonArray(client.send(list, BodyHandlers.ofString()).body());
          return pages.stream()
              .map(JsonObject.class::cast)
              .filter(it -> it.getString("url").startsWith(url))
              .map(it -> it.getString("webSocketDebuggerUrl"))
              .findFirst()
              .orElse(null);
        }));
  }

  private interface Look {
    @Nullable String look() throws Exception;
  }

  private static String until(Look look) throws Exception {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var found = look.look();
      if (found != null) {
        return found;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new IOException("Chromium did not start");
  }

  /**
   * Runs a script and waits for what it promises.
   *
   * @param expression its value, or what its promise is resolved with, is data as JSON has it
   */
  public Object run(String expression) throws Exception {
    var asking =
        new JsonObject()
            .put("id", ++asked)
            .put("method", "Runtime.evaluate")
            .put(
                "params",
                new JsonObject()
                    .put("expression", expression)
                    .put("awaitPromise", true)
                    .put("returnByValue", true));
    var answer = answers.expect();
    page.sendText(asking.encode(), true).join();
    var said = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    var result = said.getJsonObject("result");
    if (result == null || result.containsKey("exceptionDetails")) {
      throw new IOException("the script failed: " + said);
    }
    return requireNonNull(result.getJsonObject("result").getValue("value"), expression);
  }

  /** Puts messages together; each is the answer to the one question that is open. */
  private static final class Answers implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();
    private volatile CompletableFuture<JsonObject> next = new CompletableFuture<>();

    CompletableFuture<JsonObject> expect() {
      next = new CompletableFuture<>();
      return next;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      parts.append(part);
      if (last) {
        next.complete(new JsonObject(parts.toString()));
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      next.completeExceptionally(error);
    }
  }

  @Override
  public void close() throws IOException {
    client.shutdownNow();
    // Its own children first, so that none is left alone.
    var family = process.descendants().toList();
    process.destroy();
    family.forEach(ProcessHandle::destroy);
    if (!process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join().isAlive()) {
      return;
    }
    process.destroyForcibly();
  }
}
