package vn.taivideonhanh.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The fat jar, started as a person would. */
final class Jar {
  private Jar() {}

  /** What a run of the jar said, and its exit code. */
  record Ended(int code, String said) {}

  static Process start(Map<String, String> environment, Path log, List<String> arguments)
      throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-Xmx512m", "-jar", file()));
    command.addAll(arguments);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(new File("/dev/null"));
    builder.environment().keySet().removeIf(name -> name.startsWith("TVN_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs the jar to its end. */
  static Ended run(Map<String, String> environment, String... arguments) throws Exception {
    var log = Files.createTempFile("jar", ".log");
    try {
      var process = start(environment, log, List.of(arguments));
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it did not end:\n" + Files.readString(log));
      }
      return new Ended(process.exitValue(), Files.readString(log));
    } finally {
      Files.delete(log);
    }
  }

  private static String file() {
    var jar = System.getProperty("tvn.jar");
    if (jar == null || !Files.exists(Path.of(jar))) {
      throw new AssertionError("these tests need the jar in -Dtvn.jar; mvn verify gives it");
    }
    return jar;
  }
}
