package vn.taivideonhanh.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.it.RunningServer;

/**
 * Video and sound merged on their way (lane {@code exact-mux}), beside ffmpeg that copies the same
 * two files from the same site into a pipe, as servers do that have a child for it.
 */
final class MergePart implements Part {
  static final String NAME = "merge";
  private static final String OURS = "ours";
  private static final String PEER = "ffmpeg -c copy";
  private static final double GIB = 1 << 30;

  /** After so much Java has compiled what it runs. */
  private static final long WARMING = 4L << 30;

  private final OriginSite site;
  private final Path folder;
  private final Table table = new Table(List.of(OURS, PEER));
  private @Nullable RunningServer server;
  private String url = "";

  MergePart(Wanted wanted, Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    site = new OriginSite(folder.resolve("site"), 1);
    new Tracks(folder.resolve("site"))
        .make(wanted.quick() ? OriginSite.LARGE / 4 : OriginSite.LARGE);
  }

  @Override
  public void start() throws Exception {
    var tools = Relays.tools().toString();
    var settings = Map.of("TVN_EGRESS_ALLOW", site.allowed(), "TVN_TOOLS_YT_DLP", tools);
    var started = RunningServer.start(folder.resolve("data"), settings);
    server = started;
    try (var api = started.api()) {
      var analysis = api.analyse(site.url(false, "/tracks.html"));
      var media = analysis.getJsonObject("result").getJsonObject("media");
      var formats = media.getJsonArray("formats");
      var both = id(formats, "videoCodec") + "+" + id(formats, "audioCodec");
      var token = api.open(analysis, new JsonObject().put("format", both));
      if (!token.getString("lane").equals("exact-mux")) {
        throw new IOException("not merged by us: " + token.encode());
      }
      url = started.origin() + token.getString("streamUrl");
    }
    for (var moved = 0L; moved < WARMING; ) {
      moved += Downloads.one(url).bytes();
    }
  }

  private static String id(JsonArray formats, String codec) {
    return formats.stream()
        .map(JsonObject.class::cast)
        .filter(format -> format.containsKey(codec))
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  @Override
  public void round(int number) throws Exception {
    if (number % 2 == 0) {
      ours();
      theirs();
    } else {
      theirs();
      ours();
    }
  }

  private void ours() throws IOException, InterruptedException {
    if (server != null) {
      var before = Spent.cpu(server.handle());
      var start = System.nanoTime();
      var got = Downloads.one(url);
      told(OURS, got.bytes(), System.nanoTime() - start, Spent.cpu(server.handle()) - before);
      table.add("first byte, ms", OURS, got.median());
    }
  }

  private void theirs() throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin"));
    command.addAll(List.of("-i", site.url(false, "/v.mp4"), "-i", site.url(false, "/a.m4a")));
    command.addAll(List.of("-map", "0:v", "-map", "1:a", "-c", "copy", "-f", "mp4"));
    command.addAll(List.of("-movflags", "frag_keyframe+empty_moov+default_base_moof", "pipe:1"));
    var before = Spent.cpuOfEnded(ProcessHandle.current());
    var start = System.nanoTime();
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.getInputStream()) {
      var first = out.read();
      table.add("first byte, ms", PEER, (System.nanoTime() - start) / 1e6);
      var bytes = out.transferTo(OutputStream.nullOutputStream());
      if (process.waitFor() != 0 || first < 0) {
        throw new IOException("ffmpeg failed");
      }
      var cpu = Spent.cpuOfEnded(ProcessHandle.current()) - before;
      told(PEER, bytes, System.nanoTime() - start, cpu);
    }
  }

  private void told(String side, long bytes, long nanos, double cpu) {
    table.add("CPU, s/GiB", side, cpu * GIB / bytes, Goal.times(0.5, PEER));
    table.add("MB/s", side, bytes * 1e3 / nanos);
  }

  @Override
  public String told() {
    return table.markdown();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    site.close();
  }
}
