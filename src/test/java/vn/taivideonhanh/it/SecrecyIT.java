package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole session, and then a search for what must not have been written down. */
class SecrecyIT {
  private static final String OPERATORS = "a-token-of-the-operator";
  private static final Pattern CREDENTIALS = Pattern.compile("\\w+://[^\\s/\"]*:[^\\s/\"]*@");

  @TempDir private Path folder;
  private final List<String> tokens = new ArrayList<>();
  private final StringBuilder answers = new StringBuilder();

  @Test
  void no_secret_is_in_the_log_in_errors_in_figures_or_in_the_store() throws Exception {
    var settings = Map.of("TVN_LOG_LEVEL", "trace", "TVN_MONITORING_TOKEN", OPERATORS);
    try (var stage = new Stage(settings)) {
      session(stage);
      var secrets = new ArrayList<>(tokens);
      for (var token : tokens) {
        secrets.add(token.substring(token.lastIndexOf('.') + 1));
      }
      secrets.add(OPERATORS);
      secrets.add(password(stage.data()));
      assertThat(secrets).hasSizeGreaterThan(6).doesNotContain("");

      assertThat(stage.server().log()).as("the log").contains("DEBUG");
      assertThat(stage.server().log()).as("the log").doesNotContain(secrets);
      assertThat(stage.server().log()).as("the log").doesNotContainPattern(CREDENTIALS);
      assertThat(stage.server().log()).as("what was pasted").doesNotContain("/watch/");
      assertThat(answers.toString()).as("the answers").doesNotContain(secrets);
      assertThat(answers.toString()).as("the answers").doesNotContainPattern(CREDENTIALS);
      var stored = stored(stage.data());
      assertThat(stored).as("the store").contains("tvn:").doesNotContain(secrets);
    }
  }

  /** Analyses, downloads, refreshes, takes back, and does much of it wrong. */
  private void session(Stage stage) throws Exception {
    var api = stage.api();
    var analysis = api.analyse(stage.site().address("/watch/described"));
    var first = kept(api.token(analysis, Api.preset(analysis, "video", "direct")));
    assertThat(api.download(first, folder.resolve("clip")).statusCode()).isEqualTo(200);
    var parts = api.analyse(stage.site().address("/watch/adaptive"));
    var joined = kept(api.token(parts, Api.preset(parts, "video", "mux")));
    assertThat(api.download(joined, folder.resolve("joined")).statusCode()).isEqualTo(200);
    var token = first.getString("token");
    ask(stage, "POST", "/api/streaming/token/" + token + "/refresh");
    ask(stage, "GET", "/api/streaming/token/" + token + "/events?nothing=" + token);
    ask(stage, "GET", "/api/streaming/stream/" + token + "x");
    ask(stage, "GET", "/api/streaming/stream/" + token + "?inline=" + token);
    ask(stage, "PUT", "/api/streaming/stream/" + token);
    ask(stage, "GET", "/nothing/" + token);
    ask(stage, "GET", "/%zz/" + token);
    ask(stage, "DELETE", "/api/streaming/token/" + joined.getString("token"));
    ask(stage, "GET", "/api/streaming/stream/" + joined.getString("token"));
    for (var path : List.of("/metrics", "/api/monitoring/metrics", "/api/monitoring/health")) {
      ask(stage, "GET", path);
    }
  }

  private JsonObject kept(JsonObject token) {
    tokens.add(token.getString("token"));
    return token;
  }

  private void ask(Stage stage, String method, String path) throws Exception {
    var uri = stage.server().origin() + path.replace("%zz", "%25zz");
    var request =
        HttpRequest.newBuilder(URI.create(uri))
            .method(method, BodyPublishers.noBody())
            .header("Authorization", "Bearer " + OPERATORS)
            .build();
    var answer = stage.api().send(request, BodyHandlers.ofString());
    if (answer.statusCode() == 201) {
      var _ = kept(new JsonObject(answer.body()));
    } else {
      answers.append(answer.headers().map()).append(answer.body()).append('\n');
    }
  }

  private static String password(Path data) throws IOException {
    var configuration = Files.readString(data.resolve("redis").resolve("redis.conf"));
    var found = Pattern.compile("requirepass (\\w+)").matcher(configuration);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** All commands that the private Redis has written down, with keys and values. */
  static String stored(Path data) throws IOException {
    var all = new StringBuilder();
    try (var files = Files.walk(data.resolve("redis"))) {
      for (var file : files.filter(it -> it.toString().contains(".aof")).toList()) {
        all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
