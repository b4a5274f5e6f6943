package vn.taivideonhanh;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.Profile;
import vn.taivideonhanh.process.Cage;

/** Says what the walls around the children keep out. */
final class Sandboxes {
  private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);

  private Sandboxes() {}

  /**
   * The strongest that works here.
   *
   * @throws ConfigException when it is weaker than the configuration asks for
   */
  static Cage cage(AppConfig config) {
    var cage = Cage.probe(config.sandbox(), config.tools().python());
    var refusal = refusal(cage, config);
    if (refusal != null) {
      throw new ConfigException("sandbox", refusal);
    }
    LOG.info("the sandbox of yt-dlp and ffmpeg: {}", cage);
    return cage;
  }

  /** Looks for it on a thread of its own, since that waits for children. */
  static CompletableFuture<Cage> trial(AppConfig config) {
    return CompletableFuture.supplyAsync(
        () -> cage(config), task -> Thread.ofPlatform().name("cage").start(task));
  }

  /** Waits for a trial; Vert.x ends with one that fails. */
  static Cage result(CompletableFuture<Cage> trial, Vertx vertx) {
    try {
      return trial.join();
    } catch (CompletionException e) {
      vertx.close().await();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Why a server of that configuration must not start with the cage; null when it may. */
  static @Nullable String refusal(Cage cage, AppConfig config) {
    var sentence = cage.refusal(config.sandbox());
    return sentence != null && config.profile() == Profile.PRODUCTION
        ? sentence + "; profile production asks for landlock-net at least"
        : sentence;
  }

  static String described(Cage cage) {
    var ports = cage.holdsPorts() ? "ports held by Landlock" : "ports not held";
    return switch (cage.level()) {
      case NONE -> "none: limits of time, memory and files, and nothing more";
      case LANDLOCK_FILES -> "landlock-files: files held by Landlock, " + ports;
      case LANDLOCK_NET -> "landlock-net: files and ports held by Landlock";
      case BUBBLEWRAP ->
          cage.ownNetwork()
              ? "bubblewrap: files, processes and a network of their own"
              : "bubblewrap: files and processes of their own, but our network, " + ports;
    };
  }
}
