package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.process.ChildProcess;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Exit;
import vn.taivideonhanh.process.Limits;

/** One run of {@code extractor.py}: lines in, lines out. */
final class WarmProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WarmProcess.class);
  private static final int HEAD = 4096;

  /** For the doors of all jobs together; a job has less. */
  private static final int FILES = 1024;

  private final ChildProcess child;

  private WarmProcess(ChildProcess child) {
    this.child = child;
  }

  /** Starts one; it is of use once it has said {@code ready}. */
  static Future<WarmProcess> start(Bench bench, Consumer<Buffer> lines) {
    return bench
        .children()
        .spawn(spec(bench))
        .map(child -> {
          var parser = RecordParser.newDelimited("\n", child.stdout());
          parser.maxRecordSize(bench.outputBytes() + HEAD);
          parser.exceptionHandler(cause -> {
            LOG.error("The extractor's output cannot be read", cause);
            child.kill().onComplete(_ -> LOG.debug("The extractor has ended"));
          });
          parser.handler(lines::accept);
          child.stdout().resume();
          return new WarmProcess(child);
        });
  }

  private static ChildSpec spec(Bench bench) {
    var tools = bench.tools();
    var python = Objects.requireNonNull(tools.python());
    var command =
        List.of(
            python.program().toString(),
            "-I",
            "-X",
            "pycache_prefix=" + python.cache(),
            // Of what it compiles it keeps the lines for errors, not the columns: a tenth of the
            // code.
            "-X",
            "no_debug_ranges",
            python.scripts().resolve("extractor.py").toString(),
            settings(bench).encode());
    var limits =
        Limits.LOOSE.withMemory(bench.memoryBytes()).withFileSize(64 << 20).withFiles(FILES);
    var access = YtDlpAccess.of(tools, bench.doors()).restrictingItself(python.cache());
    return YtDlpCommand.child(tools, command).withLimits(limits).withInput().withAccess(access);
  }

  private static JsonObject settings(Bench bench) {
    var limits = bench.limits();
    var cage = bench.children().cage();
    return new JsonObject()
        .put("library", Objects.requireNonNull(bench.tools().ytDlp()).path().toString())
        .put("flags", YtDlpCommand.analysisFlags(bench.tools()))
        .put("jobs", limits.jobsPerWorker())
        .put("wall", limits.timeout().toMillis() / 1000.0)
        .put("cpu", Math.max(1, limits.cpu().toSeconds()))
        .put("memory", bench.memoryBytes())
        .put("processes", Bench.PROCESSES * limits.jobsPerWorker())
        .put("output", bench.outputBytes())
        .put("cage", cage.rules(YtDlpAccess.of(bench.tools(), bench.doors())))
        .put("adopted", !cage.ownProcesses());
  }

  /** Writes one line, its end included. */
  void tell(String line) {
    child
        .stdin()
        .write(Buffer.buffer(line))
        .onFailure(cause -> LOG.debug("The extractor takes no more orders", cause));
  }

  Future<Exit> ended() {
    return child
        .exit()
        .onSuccess(exit -> {
          if (exit.cause() == Exit.Cause.ITSELF) {
            LOG.error("The extractor ended with code {}: {}", exit.code(), exit.errors());
          }
        });
  }

  Future<Exit> kill() {
    return child.kill();
  }
}
