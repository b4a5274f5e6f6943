package vn.taivideonhanh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.it.RunningServer;

/** From the start of the jar until it is ready, and its memory when nobody has asked anything. */
final class StartPart implements Part {
  static final String NAME = "start";
  private static final String LEARNT = "AOT cache";
  private static final String PLAIN = "without";

  /** Longer than the native memory that the start has used takes to go back. */
  private static final int IDLE_SECONDS = 45;

  private static final String OPTIONS = "@image/java.options";

  private final Path folder;
  private final Path cache;
  private final Table table = new Table(List.of(LEARNT, PLAIN));

  StartPart(Wanted wanted, Path folder) {
    this.folder = folder;
    this.cache = folder.resolve("learnt.aot");
  }

  /** One run in which the JVM keeps what it learns, as scripts/run has it. */
  @Override
  public void start() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jar = System.getProperty("tvn.jar");
    var builder =
        new ProcessBuilder(
            java,
            OPTIONS,
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-AOTRecordTraining",
            "-XX:AOTCacheOutput=" + cache,
            "-jar",
            jar,
            "--rehearse");
    builder.environment().put("TVN_TOOLS_YT_DLP", Relays.tools().toString());
    builder.environment().put("TVN_DATA_DIR", folder.resolve("rehearsal").toString());
    var log = folder.resolve("rehearsal.log").toFile();
    builder.redirectErrorStream(true).redirectOutput(log);
    var process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("the rehearsal failed: " + Files.readString(log.toPath()));
    }
  }

  @Override
  public void round(int number) throws Exception {
    for (var side : number % 2 == 0 ? List.of(PLAIN, LEARNT) : List.of(LEARNT, PLAIN)) {
      var options = side.equals(LEARNT) ? OPTIONS + " -XX:AOTCache=" + cache : OPTIONS;
      var settings =
          Map.of("JDK_JAVA_OPTIONS", options, "TVN_TOOLS_YT_DLP", Relays.tools().toString());
      var start = System.nanoTime();
      try (var server = RunningServer.start(folder.resolve("data"), settings)) {
        var millis = (System.nanoTime() - start) / 1e6;
        table.add("ready, ms", side, millis, Goal.most(1000));
        var cpu = Spent.cpu(server.handle());
        table.add("CPU until ready, s", side, cpu);
        idle();
        table.add("idle memory, MB", side, Spent.of(server.handle()).memory(), Goal.most(150));
        for (var part : Spent.parts(server.handle()).entrySet()) {
          table.add("of that " + part.getKey(), side, part.getValue());
        }
      }
    }
  }

  private static void idle() {
    new CompletableFuture<>().completeOnTimeout(null, IDLE_SECONDS, TimeUnit.SECONDS).join();
  }

  @Override
  public String told() {
    return table.markdown();
  }

  @Override
  public void close() {}
}
