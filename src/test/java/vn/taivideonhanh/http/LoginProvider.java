package vn.taivideonhanh.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real OpenID Connect provider, {@code src/test/provider}, in a Node.js of its own. */
final class LoginProvider implements AutoCloseable {
  /** Where it sends people back to: the server's address as its configuration has it. */
  static final String HOME = "http://127.0.0.1:8080";

  static final String CALLBACK = "/api/auth/oidc/callback";
  private static final Path FOLDER = Path.of("src/test/provider");
  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
  private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"(\\w+)\"");

  private final Process process;
  private final BufferedReader output;
  final String issuer;

  private LoginProvider(Process process) throws IOException {
    this.process = process;
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    this.issuer = Objects.requireNonNull(output.readLine(), "the provider did not start");
  }

  static LoginProvider start() throws IOException, InterruptedException {
    if (!Files.isDirectory(FOLDER.resolve("node_modules"))) {
      var install = run(List.of("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"));
      if (!install.waitFor(2, TimeUnit.MINUTES) || install.exitValue() != 0) {
        install.destroyForcibly();
        throw new IllegalStateException("npm ci failed in " + FOLDER);
      }
    }
    var node = System.getenv().getOrDefault("TVN_TEST_NODE", "node");
    return new LoginProvider(run(List.of(node, "provider.mjs", HOME + CALLBACK)));
  }

  private static Process run(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(FOLDER.toFile())
        .redirectError(Redirect.DISCARD)
        .start();
  }

  /** Makes it give tokens, or answers, that are wrong in that way; {@code none} ends it. */
  void lie(String how) {
    var _ = send(HttpClient.newHttpClient(), HttpRequest.newBuilder(URI.create(lieAt(how))));
  }

  /** The same, and makes root a member of those groups. */
  void groups(String how, String groups) {
    lie(how + "&groups=" + groups);
  }

  private String lieAt(String how) {
    return issuer + "/test/lie?how=" + how;
  }

  /** Logs somebody in on the pages of the provider; gives the path it sends the browser to. */
  String login(String page, String name) {
    try (var browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      var answer = send(browser, HttpRequest.newBuilder(URI.create(page)));
      while (true) {
        var location = answer.headers().firstValue("Location");
        if (location.isPresent() && location.get().startsWith(HOME)) {
          return location.get().substring(HOME.length());
        }
        answer =
            send(
                browser,
                location.isPresent()
                    ? HttpRequest.newBuilder(answer.uri().resolve(location.get()))
                    : filled(answer, name));
      }
    }
  }

  private static HttpRequest.Builder filled(HttpResponse<String> page, String name) {
    var form = FORM.matcher(page.body());
    var prompt = PROMPT.matcher(page.body());
    if (!form.find() || !prompt.find()) {
      throw new AssertionError("no form at " + page.uri() + ": " + page.body());
    }
    var fields =
        "prompt=" + prompt.group(1) + "&password=x&login=" + URLEncoder.encode(name, UTF_8);
    return HttpRequest.newBuilder(page.uri().resolve(form.group(1)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields));
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
    try {
      return client.send(
          request.version(HttpClient.Version.HTTP_1_1).timeout(Duration.ofSeconds(20)).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      output.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
