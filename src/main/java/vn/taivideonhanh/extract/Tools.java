package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Toolbox.Python;
import vn.taivideonhanh.extract.Toolbox.Tool;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Programs;

/** Looks for the programs that do the work, and runs each once to see that it works. */
public final class Tools {
  private static final Pattern ENCODER = Pattern.compile("(?m)^ [VAS][A-Z.]{5} ([\\w-]+)");

  private final AppConfig.Tools wanted;
  private final Path data;
  private final long memoryBytes;
  private final Probe probe;
  private final List<String> problems = new ArrayList<>();

  private Tools(Children children, AppConfig config, Path data) {
    this.wanted = config.tools();
    this.data = data;
    this.memoryBytes = (long) config.analysis().memoryMiB() << 20;
    this.probe = new Probe(children, data.resolve("work"));
  }

  /**
   * Looks for everything; takes about a second. Never fails for a missing program: the toolbox says
   * what is missing.
   *
   * @return fails when the data directory cannot be written
   */
  public static Future<Toolbox> discover(Children children, AppConfig config, InstantSource clock) {
    var context = children.vertx().getOrCreateContext();
    var data = config.data().dir().toAbsolutePath();
    var found =
        CompletableFuture.supplyAsync(
            () -> new Tools(children, config, data).search(clock), Thread::startVirtualThread);
    return Future.fromCompletionStage(found, context);
  }

  private Toolbox search(InstantSource clock) {
    try {
      Files.createDirectories(probe.work());
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory cannot be written", e);
    }
    var python = python();
    var library = python == null ? null : python.program();
    var ytDlp = new YtDlpSearch(probe, wanted, data, problems).find(library, clock.instant());
    var ffmpeg = ffmpeg();
    var encoders = ffmpeg == null ? Set.<String>of() : encoders(ffmpeg.program());
    return new Toolbox(python, ytDlp, ffmpeg, encoders, javascript(), probe.work(), problems);
  }

  private @Nullable Python python() {
    var program = wanted.python() == null ? Programs.find("python3") : wanted.python();
    var words = program == null ? List.<String>of() : probe.firstLine(program, "--version");
    if (program == null || words.size() < 2) {
      problems.add("Python 3 was not found: analyses are slower. Install python3.");
      return null;
    }
    var scripts = PythonScripts.unpack(data.resolve("python"));
    return new Python(program, words.get(1), scripts, cache(data.resolve("python")));
  }

  /** A cage shows only what is there when it closes. */
  private static Path cache(Path parent) {
    try {
      return Files.createDirectories(parent.resolve("cache"));
    } catch (IOException e) {
      throw new UncheckedIOException("The data directory cannot be written", e);
    }
  }

  private @Nullable Tool ffmpeg() {
    var program = program(wanted.ffmpeg(), "ffmpeg");
    var words = program == null ? List.<String>of() : probe.firstLine(program, "-version");
    if (program == null || words.size() < 3) {
      problems.add("ffmpeg was not found: tracks cannot be joined. Install ffmpeg.");
      return null;
    }
    return new Tool(program, words.get(2));
  }

  /** Each line has flags, a name and a remark. */
  private Set<String> encoders(Path ffmpeg) {
    var said = probe.ask(List.of(ffmpeg.toString(), "-hide_banner", "-encoders"));
    return said == null
        ? Set.of()
        : ENCODER.matcher(said).results().map(line -> line.group(1)).collect(Collectors.toSet());
  }

  /**
   * Deno has walls of its own and comes first; QuickJS has nothing to wall in; Node and Bun have
   * neither. One that does not start within what an analysis may use is of no use.
   */
  private @Nullable Tool javascript() {
    var all =
        wanted.javascript() == null
            ? List.of("deno", "qjs", "node", "bun")
            : List.of(wanted.javascript().toString());
    for (var name : all) {
      var program = program(wanted.javascript(), name);
      var tool = program == null ? null : javascript(program);
      if (tool != null && probe.fits(trial(tool), memoryBytes)) {
        return tool;
      }
      if (tool != null) {
        problems.add(
            "%s does not start within analysis.memoryMiB, so sites have to do without it."
                .formatted(tool.program()));
      }
    }
    problems.add(
        "No JavaScript runtime was found: YouTube may offer fewer forms. Install QuickJS, Node.js 22 or newer, or Bun.");
    return null;
  }

  private @Nullable Tool javascript(Path program) {
    return switch (program.getFileName().toString()) {
      case "deno" -> atLeast(program, "--version", Version.of("2.3"));
      case "node" -> atLeast(program, "--version", Version.of("22"));
      case "bun" -> atLeast(program, "--version", Version.of("1.2.11"));
      // It prints its version only together with its help, and then exits with 1.
      case "qjs" -> new Tool(program, "unknown");
      default -> null;
    };
  }

  /** Runs the smallest program that there is. */
  private static List<String> trial(Tool tool) {
    var program = tool.program().toString();
    var name = tool.program().getFileName().toString();
    return List.of(program, name.equals("deno") ? "eval" : "-e", "1");
  }

  private @Nullable Tool atLeast(Path program, String argument, Version floor) {
    for (var word : probe.firstLine(program, argument)) {
      var version = Version.of(word);
      if (version.known()) {
        return version.compareTo(floor) >= 0 ? new Tool(program, version.text()) : null;
      }
    }
    return null;
  }

  private @Nullable Path program(@Nullable Path configured, String name) {
    if (configured != null) {
      return configured;
    }
    var own = data.resolve("tools").resolve(name);
    return Files.isRegularFile(own) && Files.isExecutable(own) ? own : Programs.find(name);
  }
}
