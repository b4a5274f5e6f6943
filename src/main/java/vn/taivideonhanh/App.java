package vn.taivideonhanh;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.problem.Failure;

/** The program: reads what it is told, runs the server, and ends it on SIGTERM. */
public final class App {
  static {
    // Otherwise Java makes classes for each constructor that is called by reflection, most of them
    // for the
    // configuration's records: a quarter of the processor time of a start. Before anything
    // reflects.
    System.getProperties().putIfAbsent("jdk.reflect.useNativeAccessorOnly", "true");
  }

  private static final Logger LOG = LoggerFactory.getLogger(App.class);
  private static final int WRONG_USE = 2;

  private App() {}

  /** Runs until the process is told to end; exits with 2 for a wrong use, 1 for a failed start. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      var line = CommandLine.parse(arguments);
      return switch (line.mode()) {
        case HELP -> say(CommandLine.HELP);
        case VERSION -> say("taivideonhanh " + version() + "\n");
        case CHECK -> SelfCheck.run(configuration(line), System.out);
        case REHEARSE -> Rehearsal.run(configuration(line).current());
        case RUN -> serve(configuration(line));
      };
    } catch (IllegalArgumentException | ConfigException e) {
      System.err.println(e.getMessage());
      return WRONG_USE;
    } catch (Failure e) {
      LOG.error("the server did not start: {}", e.getMessage());
      return 1;
    } catch (RuntimeException e) {
      LOG.error("the server did not start", e);
      return 1;
    }
  }

  private static ConfigWatcher configuration(CommandLine line) {
    var config = ConfigLoader.load(line.config(), System.getenv());
    Logging.apply(config.log());
    return new ConfigWatcher(config, line.config());
  }

  private static int serve(ConfigWatcher configuration) {
    var told = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(told, ended), "end"));
    try {
      var server = Server.start(configuration, () -> told.getCount() == 0);
      System.out.println("Listening on " + server.origin());
      waitFor(told);
      server.stop();
      return 0;
    } finally {
      ended.countDown();
    }
  }

  /** The JVM ends when its shutdown hooks have returned, so this one waits for the server. */
  private static void end(CountDownLatch told, CountDownLatch ended) {
    told.countDown();
    waitFor(ended);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static int say(String text) {
    System.out.print(text);
    return 0;
  }

  static String version() {
    var version = App.class.getPackage().getImplementationVersion();
    return version == null ? "from sources" : version;
  }
}
