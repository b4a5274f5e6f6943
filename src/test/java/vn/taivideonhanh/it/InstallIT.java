package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code scripts/install} below a folder, and what it installs started as the unit starts it. */
class InstallIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Path below = Path.of("");
  private Path programs = below;
  private Path data = below;
  private Path settings = below;

  @BeforeEach
  void prepare() throws IOException {
    var parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
    below = Files.createTempDirectory(parent, "install");
    programs = below.resolve("opt").resolve("taivideonhanh");
    data = below.resolve("var").resolve("lib").resolve("taivideonhanh");
    settings = below.resolve("etc").resolve("taivideonhanh");
    var tools = Path.of("data", "tools", "yt-dlp").toAbsolutePath();
    if (Files.isDirectory(tools)) {
      Files.createDirectories(data.resolve("tools"));
      Files.createSymbolicLink(data.resolve("tools").resolve("yt-dlp"), tools);
    }
  }

  @Test
  void what_is_installed_starts_is_upgraded_and_goes_away() throws Exception {
    install("--no-start");
    assertThat(programs.resolve("taivideonhanh.aot"))
        .as(Files.readString(programs.resolve("rehearsal.log")))
        .isNotEmptyFile();
    assertThat(below.resolve("etc/systemd/system/taivideonhanh.service")).isRegularFile();
    starts("-XX:AOTMode=on");
    var mine =
        Files.writeString(settings.resolve("config.json"), "{\"log\": {\"level\": \"warn\"}}");
    var old = Files.writeString(programs.resolve("version-before"), "");
    install("--no-start", "--no-rehearsal");
    assertThat(mine).content().contains("warn");
    assertThat(old).doesNotExist();
    assertThat(below.resolve("opt/taivideonhanh.old/version-before")).exists();
    starts("");
    install("--uninstall");
    assertThat(below.resolve("opt")).isEmptyDirectory();
    assertThat(data.resolve("redis")).isDirectory();
    assertThat(mine).exists();
    install("--uninstall", "--purge");
    assertThat(data).doesNotExist();
    assertThat(settings).doesNotExist();
  }

  private void install(String... options) throws Exception {
    var command = new ArrayList<>(List.of("scripts/install", "--root", below.toString()));
    command.addAll(List.of(options));
    var log = Files.createTempFile(below, "install", ".log");
    var process = start(new ProcessBuilder(command), log);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  /** The command of the unit, with the variables of its file and those that systemd sets. */
  private void starts(String options) throws Exception {
    var builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "set -a; . \"$0\"; exec \"$1\"",
            settings.resolve("environment").toString(),
            programs.resolve("bin").resolve("start").toString());
    builder.environment().put("CONFIGURATION_DIRECTORY", settings.toString());
    builder.environment().put("JAVA_OPTIONS", options);
    builder.environment().put("TVN_DATA_DIR", data.toString());
    builder.environment().put("TVN_HTTP_PORT", "0");
    var log = Files.createTempFile(below, "server", ".log");
    var process = start(builder, log);
    try {
      Eventually.that(PATIENCE, () -> ready(Files.readString(log)));
    } catch (AssertionError e) {
      throw new AssertionError(Files.readString(log), e);
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static boolean ready(String log) throws Exception {
    var origins = Listening.origins(log);
    return !origins.isEmpty() && Listening.ready(origins.getFirst());
  }

  private static Process start(ProcessBuilder builder, Path log) throws IOException {
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(new File("/dev/null"));
    var inherited = builder.environment();
    inherited.put("JAVA_HOME", System.getProperty("java.home"));
    inherited.remove("TVN_TEST_TOOLS");
    return builder.start();
  }
}
