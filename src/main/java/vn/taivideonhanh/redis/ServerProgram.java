package vn.taivideonhanh.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.process.Programs;

/** Finds a Redis server: an installed one, else the one that the jar brings along. */
final class ServerProgram {
  private ServerProgram() {}

  /**
   * The program to run.
   *
   * @param folder where the jar's own program is put, when it is needed
   * @throws IllegalStateException where there is none for this machine, with what to do
   */
  static Path find(Path folder) throws IOException {
    var installed = installed();
    return installed == null ? extracted(folder) : installed;
  }

  private static @Nullable Path installed() {
    var redis = Programs.find("redis-server");
    return redis == null ? Programs.find("valkey-server") : redis;
  }

  static Path extracted(Path folder) throws IOException {
    var name = name(System.getProperty("os.name"), System.getProperty("os.arch"));
    var program = folder.resolve("redis-server");
    var part = folder.resolve("redis-server.part");
    try (var in = name == null ? null : ServerProgram.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IllegalStateException(
            "No Redis for this machine is in the jar. Install redis-server or valkey-server, or set"
                + " redis.url.");
      }
      // By way of another name: a server that still runs keeps the old file.
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
    Files.move(part, program, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return program;
  }

  /** The names that embedded-redis 1.4.4 gives its programs. */
  static @Nullable String name(String system, String processor) {
    var arm = processor.equals("aarch64");
    var intel = processor.equals("amd64") || processor.equals("x86_64");
    return switch (system.toLowerCase(Locale.ROOT)) {
      case "linux" ->
          arm
              ? "redis-server-6.2.7-linux-arm64"
              : intel ? "redis-server-6.2.6-v5-linux-amd64" : null;
      case "mac os x" ->
          arm
              ? "redis-server-6.2.6-v5-darwin-arm64"
              : intel ? "redis-server-6.2.6-v5-darwin-amd64" : null;
      default -> null;
    };
  }
}
