package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.FreePort;
import vn.taivideonhanh.arch.DocBlock;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/**
 * The commands of the documents, as they stand there: in a folder that looks like the project's,
 * with a server, a video, ports and a Redis of the test's own for those that are named. What cannot
 * be run here says so in a comment above it, which {@code DocsTest} looks at.
 */
@ExtendWith(RedisExtension.class)
class DocsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern TICKET = Pattern.compile("registers with the code (\\S+)");
  private static final Pattern PORT = Pattern.compile("\\b(?:8081|8082|5701|5711|5712)\\b");

  private Path project = Path.of("");
  private final Map<String, String> environment = new TreeMap<>();
  private final Map<String, String> instead = new TreeMap<>();

  @BeforeEach
  void prepare() throws Exception {
    var here = Path.of("").toAbsolutePath();
    var parent = Files.createDirectories(here.resolve("target").resolve("it"));
    project = Files.createTempDirectory(parent, "docs");
    for (var name : List.of("scripts", "target", "src", "conf", "webroot", "image", "pom.xml")) {
      Files.createSymbolicLink(project.resolve(name), here.resolve(name));
    }
    // So that nothing of it looks newer than the jar.
    run("touch -h -d @0 *");
    var java = Path.of(System.getProperty("java.home"), "bin");
    environment.put("PATH", java + File.pathSeparator + System.getenv("PATH"));
    // The sample videos of other tests.
    var other = Files.createDirectories(project.resolve("other"));
    var samples = Files.createDirectories(here.resolve("target").resolve("demo"));
    Files.createSymbolicLink(other.resolve("demo"), samples);
    var tools = here.resolve("data").resolve("tools").resolve("yt-dlp");
    if (Files.isDirectory(tools)) {
      environment.put("TVN_TOOLS_YT_DLP", tools.toString());
      Files.createSymbolicLink(
          Files.createDirectories(other.resolve("tools")).resolve("yt-dlp"), tools);
    }
  }

  private static List<DocBlock> marked(String mark) throws IOException {
    return DocBlock.all().stream()
        .filter(block -> block.language().equals("sh") && block.mark().equals(mark))
        .toList();
  }

  @Test
  void what_is_typed_beside_a_running_server_works() throws Exception {
    try (var stage = new Stage(Map.of("TVN_ACCESS_MODE", "open"))) {
      Files.createSymbolicLink(project.resolve("data"), stage.data());
      var ticket = TICKET.matcher(stage.server().log());
      assertThat(ticket.find()).isTrue();
      instead.put("curl ", "curl --silent --fail-with-body --noproxy '*' ");
      instead.put("http://127.0.0.1:8080", stage.server().origin());
      instead.put("https://tai.example", stage.server().origin());
      instead.put("https://example.com/watch?v=1", stage.site().address("/watch/described"));
      instead.put("\"s7cu2brb…\"", '"' + ticket.group(1) + '"');
      instead.put("\"…\"", "\"nine words would be better than these five\"");
      for (var block : marked("")) {
        assertThat(run(block.text())).as(block.where()).doesNotContain("FAIL");
      }
      stage.server().close();
      for (var block : marked(DocBlock.STOPPED)) {
        var _ = run(block.text());
      }
    }
  }

  @Test
  void what_starts_servers_starts_them(RedisAddress redis) throws Exception {
    environment.put("TVN_HTTP_PORT", Integer.toString(FreePort.next()));
    environment.put("TVN_DATA_DIR", project.resolve("other").toString());
    environment.put("TVN_RUN_REHEARSE", "no");
    environment.put("TVN_CLUSTER_BUS_PORT", "0");
    if (redis.password() != null) {
      environment.put("TVN_REDIS_PASSWORD", redis.password());
    }
    instead.put("redis://127.0.0.1:6379", redis.url());
    for (var block : marked(DocBlock.SERVES)) {
      var ports = PORT.matcher(block.text()).results().map(found -> found.group()).distinct();
      ports.forEach(port -> instead.put(port, Integer.toString(FreePort.next())));
      serve(block);
    }
  }

  /** Starts what the block starts, waits until it is ready, and ends it. */
  private void serve(DocBlock block) throws Exception {
    var servers = Math.max(1, block.text().split("java -jar", -1).length - 1);
    var log = Files.createTempFile(project, "servers", ".log");
    var shell = shell(block.text(), log);
    try {
      Eventually.that(PATIENCE, () -> ready(Files.readString(log)) == servers);
    } catch (AssertionError e) {
      throw new AssertionError(block.where() + "\n" + Files.readString(log), e);
    } finally {
      var all = shell.descendants().toList();
      shell.destroy();
      all.forEach(ProcessHandle::destroy);
      for (var child : all) {
        var _ = child.onExit().get(30, TimeUnit.SECONDS);
      }
    }
  }

  private static int ready(String log) throws Exception {
    var ready = 0;
    for (var origin : Listening.origins(log)) {
      ready += Listening.ready(origin) ? 1 : 0;
    }
    return ready;
  }

  /** Runs commands to their end, which must be a good one, and returns what they say. */
  private String run(String commands) throws Exception {
    var log = Files.createTempFile(project, "commands", ".log");
    var shell = shell(commands, log);
    assertThat(shell.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(commands).isTrue();
    var said = Files.readString(log);
    assertThat(shell.exitValue()).as(commands + said).isZero();
    return said;
  }

  private Process shell(String commands, Path log) throws IOException {
    var script = commands;
    for (var word : instead.entrySet()) {
      script = script.replace(word.getKey(), word.getValue());
    }
    var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
    builder.directory(project.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TVN_"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
