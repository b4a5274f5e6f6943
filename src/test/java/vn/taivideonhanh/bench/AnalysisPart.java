package vn.taivideonhanh.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.it.Api;
import vn.taivideonhanh.it.RunningServer;

/**
 * Analysing a page of 12 formats: from asking the server to its answer, beside {@code yt-dlp -J} of
 * the same version.
 */
final class AnalysisPart implements Part {
  static final String NAME = "analysis";
  private static final String OURS = "ours";
  private static final String PEER = "yt-dlp -J";
  private static final int WARMING = 12;

  private final Wanted wanted;
  private final Path folder;
  private final OriginSite site;
  private final Table table = new Table(List.of(OURS, PEER));
  private @Nullable RunningServer server;
  private int pages;

  AnalysisPart(Wanted wanted, Path folder) throws IOException, InterruptedException {
    this.wanted = wanted;
    this.folder = folder;
    site = new OriginSite(folder.resolve("site"), 1);
  }

  @Override
  public void start() throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("TVN_EGRESS_ALLOW", site.allowed());
    settings.put("TVN_TOOLS_YT_DLP", Relays.tools().toString());
    var started = RunningServer.start(folder.resolve("data"), settings);
    server = started;
    try (var api = started.api()) {
      for (var i = 0; i < WARMING; i++) {
        var _ = api.analyse(page());
      }
    }
  }

  /** One that was never asked for. */
  private String page() {
    return site.url(false, "/formats.html?n=" + ++pages);
  }

  @Override
  public void round(int number) throws Exception {
    for (var atOnce : List.of(1, 8)) {
      if (wanted.piece(NAME, String.valueOf(atOnce))) {
        if (number % 2 == 0) {
          ours(atOnce);
          theirs(atOnce);
        } else {
          theirs(atOnce);
          ours(atOnce);
        }
      }
    }
  }

  private void ours(int atOnce) throws Exception {
    var running = requireNonNull(server);
    try (var api = running.api()) {
      var urls = IntStream.range(0, atOnce).mapToObj(_ -> page()).toList();
      var before = Spent.cpu(running.handle());
      var millis = millis(urls.stream().map(url -> asked(api, url)).toList());
      var cpu = Spent.cpu(running.handle()) - before;
      told(OURS, atOnce, millis, cpu);
      if (atOnce > 1) {
        var same = page();
        var eight = IntStream.range(0, atOnce).mapToObj(_ -> asked(api, same)).toList();
        table.add("8 of the same page: ms until all are told", OURS, millis(eight));
        table.add("one that was told before: ms", OURS, millis(List.of(asked(api, same))));
      }
    }
  }

  private static Callable<Object> asked(Api api, String url) {
    return () -> api.analyse(url);
  }

  private void theirs(int atOnce) throws Exception {
    var self = ProcessHandle.current();
    var before = Spent.cpuOfEnded(self);
    var millis = millis(IntStream.range(0, atOnce).mapToObj(_ -> spawned(page())).toList());
    told(PEER, atOnce, millis, Spent.cpuOfEnded(self) - before);
  }

  private static Callable<Object> spawned(String url) {
    return () -> {
      var command =
          List.of("python3", "-m", "yt_dlp", "-J", "--ignore-config", "--no-warnings", url);
      var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().put("PYTHONPATH", Relays.tools().toString());
      var process = builder.start();
      var said = process.getInputStream().readAllBytes();
      if (process.waitFor() != 0 || said.length == 0) {
        throw new IOException("yt-dlp failed");
      }
      return said;
    };
  }

  private void told(String side, int atOnce, double millis, double cpu) {
    var row = atOnce + " at once: ";
    table.add(row + "ms until all are told", side, millis, Goal.times(0.1, PEER));
    table.add(row + "CPU, ms each", side, 1000 * cpu / atOnce);
  }

  private static double millis(List<Callable<Object>> all) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var start = System.nanoTime();
      for (var one : threads.invokeAll(all)) {
        var _ = one.get();
      }
      return (System.nanoTime() - start) / 1e6;
    }
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
