package vn.taivideonhanh.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Prometheus and promtool, as scripts/fetch-tools gets them, and what is written for them. */
public final class PrometheusTools {
  public static final Path ALERTS = Path.of("conf", "prometheus", "alerts.yml");
  private static final Path DASHBOARDS = Path.of("conf", "grafana", "dashboards");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:tvn|jvm|process|system)_[a-z_]+\\b(?!\\s*=)");

  private PrometheusTools() {}

  /** The program of that name. */
  public static Path program(String name) {
    var folders = new ArrayList<Path>();
    for (var data : Stream.of(System.getenv("TVN_TEST_TOOLS"), "data").toList()) {
      if (data != null) {
        folders.add(Path.of(data, "tools"));
      }
    }
    for (var folder : System.getenv("PATH").split(":", -1)) {
      folders.add(Path.of(folder));
    }
    return folders.stream()
        .map(folder -> folder.resolve(name).toAbsolutePath())
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError(name + " is missing; scripts/fetch-tools --tests gets it"));
  }

  /** Runs promtool, which must be content, and gives what it says. */
  static String promtool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program("promtool").toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  static List<Path> dashboards() throws IOException {
    try (var files = Files.list(DASHBOARDS)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** Every metric that a dashboard or an alert asks for. */
  public static List<String> namesInUse() throws IOException {
    var files = new ArrayList<>(dashboards());
    files.add(ALERTS);
    var names = new ArrayList<String>();
    for (var file : files) {
      var matches = METRIC.matcher(Files.readString(file));
      while (matches.find()) {
        names.add(matches.group());
      }
    }
    return names.stream().distinct().sorted().toList();
  }
}
