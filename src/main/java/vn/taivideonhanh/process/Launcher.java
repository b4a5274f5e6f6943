package vn.taivideonhanh.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a command into one that first makes its own session, asks the kernel to end it with the
 * server, gives up new privileges and takes its limits. The programs of util-linux do it without
 * delay; where they are missing, a Python program does.
 */
sealed interface Launcher {
  /** What the rest of a user's programs may start while a child with a limit of processes runs. */
  int OTHERS = 512;

  /**
   * The command to run.
   *
   * @param onOrphan null leaves the child alone when the server dies
   */
  List<String> wrap(List<String> command, Limits limits, @Nullable Signal onOrphan);

  /** The quickest launcher that works here. */
  static Launcher find() {
    var setsid = Programs.find("setsid");
    var setpriv = Programs.find("setpriv");
    var prlimit = Programs.find("prlimit");
    if (setsid != null && setpriv != null && prlimit != null) {
      var launcher = new UtilLinux(setsid, setpriv, prlimit);
      // BusyBox has a setpriv, too, but one that knows nothing of parents.
      if (works(launcher)) {
        return launcher;
      }
    }
    var python = Programs.find("python3");
    if (python != null) {
      return new Python(python);
    }
    throw new IllegalStateException(
        "Children cannot be started: install util-linux (setsid, setpriv, prlimit) or python3.");
  }

  private static boolean works(Launcher launcher) {
    try {
      var command = launcher.wrap(List.of("/bin/true"), Limits.LOOSE, Signal.KILL);
      var probe =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The limits by the names of setrlimit(2) in lower case. */
  static Map<String, Long> rlimits(Limits limits) {
    var all = new LinkedHashMap<String, Long>();
    all.put("core", 0L);
    all.put("nofile", (long) limits.files());
    if (limits.cpu() != null) {
      all.put("cpu", Math.max(1, limits.cpu().toSeconds()));
    }
    if (limits.memoryBytes() != null) {
      all.put("as", limits.memoryBytes());
    }
    if (limits.fileBytes() != null) {
      all.put("fsize", limits.fileBytes());
    }
    if (limits.processes() != null) {
      all.put("nproc", (long) MachineTasks.now() + OTHERS + limits.processes());
    }
    return all;
  }

  /** By setsid(1), setpriv(1) and prlimit(1), each of which becomes the next. */
  record UtilLinux(Path setsid, Path setpriv, Path prlimit) implements Launcher {
    @Override
    public List<String> wrap(List<String> command, Limits limits, @Nullable Signal onOrphan) {
      var all = new ArrayList<String>();
      all.add(setsid.toString());
      all.add(setpriv.toString());
      all.add("--no-new-privs");
      if (onOrphan != null) {
        all.add("--pdeathsig=" + onOrphan);
      }
      all.add(prlimit.toString());
      rlimits(limits).forEach((name, value) -> all.add("--" + name + "=" + value));
      all.addAll(command);
      return all;
    }
  }

  /** By {@code launcher.py}. */
  record Python(Path python) implements Launcher {
    @Override
    public List<String> wrap(List<String> command, Limits limits, @Nullable Signal onOrphan) {
      var list =
          rlimits(limits).entrySet().stream()
              .map(limit -> limit.getKey() + "=" + limit.getValue())
              .collect(Collectors.joining(","));
      var signal = onOrphan == null ? "0" : String.valueOf(onOrphan.number());
      var all = new ArrayList<>(List.of(python.toString(), "-I", "-S", "-c"));
      all.addAll(List.of(resource("/process/launcher.py"), signal, list));
      all.addAll(command);
      return all;
    }
  }

  /** The text of a small program in the jar. */
  static String resource(String name) {
    try (var in = Launcher.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
