package vn.taivideonhanh;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
      if (!read.equals(current)) {
        LOG.warn("only tiers and log change at run time; the other changes wait for a new start");
      }
    } catch (ConfigException e) {
      LOG.error("configuration not taken: {}", e.getMessage());
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
