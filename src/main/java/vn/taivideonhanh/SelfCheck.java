package vn.taivideonhanh;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.extract.Tools;
import vn.taivideonhanh.process.Cage;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.process.Programs;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisStore;

/** {@code --check}: says what is found on this machine, and what to do about the rest. */
final class SelfCheck {
  private final PrintStream out;
  private boolean well = true;

  private SelfCheck(PrintStream out) {
    this.out = out;
  }

  /** Looks, prints, and returns the exit code: 0 when the server can do its work. */
  static int run(ConfigWatcher configuration, PrintStream out) {
    var config = configuration.current();
    var check = new SelfCheck(out);
    var vertx = Vertx.vertx();
    var children = new Children(vertx);
    try {
      check.line("Java", Runtime.version().toString(), null);
      check.line("Profile", config.profile().toString(), null);
      check.redis(config, vertx);
      check.tools(Tools.discover(children, config, InstantSource.system()).await());
      check.sandbox(config);
      check.line(
          "Access",
          config.accessMode().toString().toLowerCase(Locale.ROOT)
              + ", listening on "
              + config.http().host()
              + ":"
              + config.http().port(),
          null);
      return check.well ? 0 : 1;
    } finally {
      children.close().await();
      vertx.close().await();
    }
  }

  private void redis(AppConfig config, Vertx vertx) {
    var url = config.redis().url();
    if (url == null) {
      line("Redis", "private, by " + privateServer(), null);
      return;
    }
    var address = RedisAddress.of(url, config.redis());
    var store = new RedisStore(vertx, address, config.redis().timeout());
    try {
      var health = store.health().await();
      line("Redis", health.version() + " at " + address, null);
      health.warnings().forEach(this::advice);
    } catch (RuntimeException e) {
      line("Redis", null, "It does not answer at " + address + "; see redis.url.");
    } finally {
      store.close().await();
    }
  }

  private static String privateServer() {
    var installed = Stream.of("redis-server", "valkey-server").map(Programs::find);
    return installed
        .filter(Objects::nonNull)
        .findFirst()
        .map(Object::toString)
        .orElse("the program in the jar");
  }

  private void tools(Toolbox tools) {
    var python = tools.python();
    line("Python", python == null ? null : python.version() + " at " + python.program(), null);
    var ytDlp = tools.ytDlp();
    line(
        "yt-dlp",
        ytDlp == null
            ? null
            : "%s, %d days old, %s, at %s"
                .formatted(
                    ytDlp.version(),
                    ytDlp.ageDays(),
                    ytDlp.importable() ? "warm" : "by command line",
                    ytDlp.path()),
        ytDlp == null ? "scripts/fetch-tools fetches it." : null);
    line("ffmpeg", described(tools.ffmpeg()), null);
    var lack = Encoders.lack(tools);
    if (tools.ffmpeg() != null && lack != null) {
      advice(lack);
    }
    line("JavaScript", described(tools.javascript()), null);
    tools.problems().forEach(this::advice);
    well &= tools.canAnalyse() && tools.ffmpeg() != null;
  }

  private void sandbox(AppConfig config) {
    var cage = Cage.probe(config.sandbox(), config.tools().python());
    var refusal = Sandboxes.refusal(cage, config);
    line("Sandbox", Sandboxes.described(cage), refusal == null ? null : "sandbox: " + refusal);
  }

  private static @Nullable String described(Toolbox.@Nullable Tool tool) {
    return tool == null ? null : tool.version() + " at " + tool.program();
  }

  private void line(String name, @Nullable String found, @Nullable String todo) {
    out.printf("%-11s %s%n", name, found == null ? "not found" : found);
    if (todo != null) {
      well = false;
      advice(todo);
    }
  }

  private void advice(String sentence) {
    out.printf("%-11s -> %s%n", "", sentence);
  }
}
