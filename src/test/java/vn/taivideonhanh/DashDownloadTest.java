package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/**
 * A whole server with the real yt-dlp is given manifests of every form that ffmpeg makes: what it
 * promises is what it sends, and that is what the site has.
 */
@ExtendWith(RedisExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashDownloadTest {
  private final Vertx vertx = Vertx.vertx();
  private Path folder;
  private HttpServer site;
  private Server server;
  private Api api;

  @BeforeAll
  void start(RedisAddress redis, @TempDir Path directory) throws Exception {
    folder = directory;
    make("timeline", "-use_timeline", "1");
    make("numbers", "-use_timeline", "0");
    make("list", "-use_template", "0", "-use_timeline", "0");
    make("ranges", "-single_file", "1");
    make("named", "-single_file", "1");
    edit("named", "<Initialization ", "<Initialization sourceURL=\"m-stream%s.mp4\" ");
    edit("named", "<SegmentURL ", "<SegmentURL media=\"m-stream%s.mp4\" ");
    make("indexed", "-single_file", "1", "-global_sidx", "1");
    make("whole", "-single_file", "1", "-global_sidx", "1");
    edit("whole", "(?s)<SegmentList.*?</SegmentList>", "<SegmentBase indexRange=\"800-900\"/>");
    var router = Router.router(vertx);
    router.route().handler(StaticHandler.create(FileSystemAccess.ROOT, folder.toString()));
    site = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").await();
    server = Server.start(new ConfigWatcher(ConfigLoader.load(null, settings(redis)), null));
    api = new Api(server.origin());
  }

  private Map<String, String> settings(RedisAddress redis) {
    var tools = System.getenv().getOrDefault("TVN_TEST_TOOLS", "data");
    var settings = new HashMap<String, String>();
    settings.put("TVN_DATA_DIR", Path.of(tools).toAbsolutePath().toString());
    settings.put("TVN_REDIS_URL", redis.url());
    if (redis.password() != null) {
      settings.put("TVN_REDIS_PASSWORD", redis.password());
    }
    settings.put("TVN_HTTP_PORT", "0");
    settings.put("TVN_EGRESS_ALLOW", "127.0.0.1:" + site.actualPort());
    return settings;
  }

  @AfterAll
  void stop() throws Exception {
    api.close();
    server.stop();
    site.close().await();
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "timeline, segments",
    "numbers, segments",
    "list, segments",
    "ranges, segments",
    "named, segments",
    "indexed, segments",
    "whole, exact-mux"
  })
  void a_manifest_is_one_file_to_the_byte(String form, String lane) throws Exception {
    var address = "http://127.0.0.1:%d/%s/m.mpd".formatted(site.actualPort(), form);
    var analysis = api.analyse(address);
    JsonObject preset =
        analysis.getJsonObject("result").getJsonArray("presets").stream()
            .map(JsonObject.class::cast)
            .filter(it -> it.getString("kind").equals("video"))
            .findFirst()
            .orElseThrow();
    var token = api.token(analysis, preset);
    assertThat(token.getString("lane")).isEqualTo(lane);
    assertThat(token.getBoolean("resumable")).isTrue();
    assertThat(token.getJsonObject("size").getString("kind")).isEqualTo("exact");
    var whole = stream(token, "bytes=0-");
    assertThat(whole.body()).hasSize(token.getJsonObject("size").getInteger("bytes"));
    same(whole.body(), form);
    int middle = whole.body().length / 2;
    assertThat(stream(token, "bytes=" + middle + "-").body())
        .isEqualTo(Arrays.copyOfRange(whole.body(), middle, whole.body().length));
  }

  private HttpResponse<byte[]> stream(JsonObject token, String range) throws Exception {
    var answer =
        api.send(api.stream(token).header("Range", range).build(), BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(206);
    return answer;
  }

  private void same(byte[] body, String form) throws Exception {
    var file = Files.write(folder.resolve(form + ".mp4"), body);
    for (var track : List.of("0", "1")) {
      var source = Files.write(folder.resolve(form + track + ".mp4"), joined(form, track));
      assertThat(hash(file, track)).isEqualTo(hash(source, "0"));
    }
  }

  /** What a part of the site makes when it is put together as the manifest says. */
  private byte[] joined(String form, String track) throws IOException {
    var whole = new ByteArrayOutputStream();
    // What an even division leaves over has no name.
    var names = List.of("init-stream%s\\..*", "chunk-stream%s-0000[1-5]\\..*", "m-stream%s\\..*");
    for (var name : names) {
      try (var files = Files.list(folder.resolve(form))) {
        for (var file :
            files
                .filter(it -> it.getFileName().toString().matches(name.formatted(track)))
                .sorted()
                .toList()) {
          whole.writeBytes(Files.readAllBytes(file));
        }
      }
    }
    return whole.toByteArray();
  }

  private static String hash(Path file, String track) throws Exception {
    var said =
        run(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            file.toString(),
            "-map",
            "0:" + track,
            "-c",
            "copy",
            "-f",
            "streamhash",
            "-");
    return said.substring(said.indexOf('='));
  }

  private void make(String form, String... options) throws Exception {
    Files.createDirectory(folder.resolve(form));
    var command =
        new ArrayList<>(
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=160x90:rate=25",
                "-f",
                "lavfi",
                "-i",
                "sine=440",
                "-t",
                "5",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-pix_fmt",
                "yuv420p",
                "-g",
                "25",
                "-c:a",
                "aac",
                "-f",
                "dash",
                "-seg_duration",
                "1"));
    command.addAll(List.of(options));
    command.add(folder.resolve(form + "/m.mpd").toString());
    var _ = run(command.toArray(String[]::new));
  }

  /** Changes what the representations say, with their numbers. */
  private void edit(String form, String what, String by) throws IOException {
    var file = folder.resolve(form + "/m.mpd");
    var sets = Files.readString(file).split("(?=<AdaptationSet)");
    for (int i = 1; i < sets.length; i++) {
      sets[i] = sets[i].replaceAll(what, by.formatted(i - 1));
    }
    Files.writeString(file, String.join("", sets));
  }

  private static String run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Stream.of(command).toList() + said).isZero();
    return said;
  }
}
