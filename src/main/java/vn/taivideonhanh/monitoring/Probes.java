package vn.taivideonhanh.monitoring;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Probes of what needs no other package. */
public final class Probes {
  private static final long MIB = 1 << 20;
  private static final long LITTLE = 512 * MIB;
  private static final long NONE = 16 * MIB;

  private Probes() {}

  /** The room that is left where the store and the tools keep their files. */
  public static Probe disk(Vertx vertx, Path directory) {
    return new Probe("disk", true, () -> vertx.executeBlocking(() -> disk(directory), false));
  }

  private static PartHealth disk(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    // Files.getFileStore looks for the mount point, which a container or a chroot may not show.
    var folder = directory.toFile();
    var free = folder.getUsableSpace();
    Map<String, Object> figures = Map.of("freeBytes", free, "totalBytes", folder.getTotalSpace());
    var left = free / MIB + " MiB are free in the data directory.";
    if (free < NONE) {
      return PartHealth.down(left + " Make room.", figures);
    }
    return free < LITTLE
        ? PartHealth.degraded(left + " Make room soon.", figures)
        : PartHealth.up(left, figures);
  }

  /** A part whose state does not change while the server runs. */
  public static Probe fixed(String name, boolean critical, PartHealth health) {
    return new Probe(name, critical, () -> Future.succeededFuture(health));
  }
}
