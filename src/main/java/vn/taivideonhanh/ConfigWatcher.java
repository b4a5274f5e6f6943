package vn.taivideonhanh;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.ConfigLoader;

/**
 * Holds the configuration in force: reads the file again when it changes or on SIGHUP, and takes
 * what can change while the server runs, the tiers and the log. A file with a mistake is reported
 * and changes nothing.
 */
final class ConfigWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigWatcher.class);
  private static final long LOOK_EVERY_MILLIS = 2_000;

  private final @Nullable Path file;
  private volatile AppConfig current;
  private @Nullable FileTime seen;

  ConfigWatcher(AppConfig start, @Nullable Path file) {
    this.current = start;
    this.file = file;
    this.seen = modified();
  }

  /** The configuration in force now. */
  AppConfig current() {
    return current;
  }

  void watch(Vertx vertx) {
    onHangup(() -> vertx.runOnContext(_ -> reload()));
    if (file != null) {
      vertx.setPeriodic(LOOK_EVERY_MILLIS, _ -> reloadIfChanged());
    }
  }

  private void reloadIfChanged() {
    var now = modified();
    if (now != null && !now.equals(seen)) {
      seen = now;
      reload();
    }
  }

  void reload() {
    try {
      var read = ConfigLoader.load(file, System.getenv());
      var before = current;
      current = before.reloadedFrom(read);
      Logging.apply(read.log());
      LOG.info("configuration read again");
      var waiting = different(read, current);
      if (!waiting.isEmpty()) {
        LOG.warn("changes of {} wait for a new start", String.join(", ", waiting));
      }
    } catch (ConfigException e) {
      LOG.error("configuration not taken, the old one stays in force: {}", e.getMessage());
    }
  }

  /** Sections of the file that differ. */
  private static List<String> different(AppConfig read, AppConfig taken) {
    return Arrays.stream(AppConfig.class.getRecordComponents())
        .filter(part -> !value(part, read).equals(value(part, taken)))
        .map(RecordComponent::getName)
        .toList();
  }

  private static Object value(RecordComponent part, AppConfig of) {
    try {
      return part.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private @Nullable FileTime modified() {
    try {
      return file == null ? null : Files.getLastModifiedTime(file);
    } catch (IOException _) {
      // It is being replaced just now; the next look will see it.
      return seen;
    }
  }

  /** By reflection: the compiler warns of sun.misc.Signal, and warnings are errors here. */
  private static void onHangup(Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var type = Class.forName("sun.misc.SignalHandler");
      var handler =
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (_, method, _) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      var hangup = signal.getConstructor(String.class).newInstance("HUP");
      var _ = signal.getMethod("handle", signal, type).invoke(null, hangup, handler);
    } catch (ReflectiveOperationException e) {
      LOG.info("SIGHUP cannot be listened to here: {}", e.toString());
    }
  }
}
