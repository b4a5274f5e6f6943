package vn.taivideonhanh.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.ConfigException;

/**
 * The folder of a private server: its data, its configuration with a password that is new at each
 * start, its socket, and the lock that keeps a second program out. Only its owner can enter.
 */
final class ServerFolder implements AutoCloseable {
  /** Of a Unix socket's path, sun_path in unix(7); macOS has the smaller one. */
  private static final int LONGEST_SOCKET = 103;

  private final Path folder;
  private final FileChannel channel;

  private ServerFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the folder for this program.
   *
   * @throws ConfigException when another one has it
   */
  static ServerFolder take(Path data) throws IOException {
    var folder = data.toAbsolutePath().normalize().resolve("redis");
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    var channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (locked(channel) == null) {
      channel.close();
      throw new ConfigException(
          "data.dir", data + " is in use by another TaiVideoNhanh; end that one or name another");
    }
    return new ServerFolder(folder, channel);
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  Path path() {
    return folder;
  }

  Path configuration() {
    return folder.resolve("redis.conf");
  }

  /** The server of a program that was killed, if it has not ended yet. */
  Optional<ProcessHandle> leftOver() throws IOException {
    var file = folder.resolve("redis.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var pid = Files.readString(file).strip();
    return pid.matches("\\d{1,18}")
        ? ProcessHandle.of(Long.parseLong(pid)).filter(ServerFolder::isServer)
        : Optional.empty();
  }

  /** A pid may have been given to somebody else since. */
  private static boolean isServer(ProcessHandle process) {
    var program = process.info().command().orElse("");
    return process.isAlive() && program.matches(".*/(redis|valkey)-[^/]*");
  }

  /** Writes the configuration anew, and says where the server will listen. */
  RedisAddress configure() throws IOException {
    var socket = folder.resolve("redis.sock");
    var bySocket = socket.toString().getBytes(UTF_8).length <= LONGEST_SOCKET;
    var port = bySocket ? 0 : freePort();
    var secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    var password = HexFormat.of().formatHex(secret);
    Files.deleteIfExists(socket);
    Files.deleteIfExists(configuration());
    Files.createFile(
        configuration(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    var listen = bySocket ? "unixsocket \"%s\"\nunixsocketperm 700\n".formatted(socket) : "";
    Files.writeString(configuration(), listen + settings(port, password));
    var url = bySocket ? "unix://" + socket : "redis://127.0.0.1:" + port;
    return new RedisAddress(url, password);
  }

  private String settings(int port, String password) {
    return """
    bind 127.0.0.1
    port %d
    requirepass %s
    dir "%s"
    pidfile "%s"
    logfile ""
    loglevel warning
    save ""
    appendonly yes
    appendfsync everysec
    maxmemory-policy noeviction
    """
        .formatted(port, password, folder, folder.resolve("redis.pid"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Lets the folder go; the server must have ended. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
