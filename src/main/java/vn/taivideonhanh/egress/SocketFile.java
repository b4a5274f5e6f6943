package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that a Unix socket is reached by, in a folder that only its owner can enter. Several
 * servers may share the folder. Its methods block.
 */
public final class SocketFile {
  private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

  /** Of a Unix socket's path, sun_path in unix(7); macOS has the smaller one. */
  private static final int LONGEST = 103;

  private final Path draft;
  private final Path path;

  private SocketFile(Path draft, Path path) {
    this.draft = draft;
    this.path = path;
  }

  /**
   * A new file in the folder, from which those of the same kind that nobody listens at any more are
   * removed; null when its name would be too long for a socket.
   *
   * @param kind what the file's name begins with, a short word
   */
  public static @Nullable SocketFile in(Path folder, String kind) throws IOException {
    var place = folder.toAbsolutePath().normalize();
    var id = UUID.randomUUID().toString().substring(0, 8);
    var path = place.resolve(kind + "-" + id + ".sock");
    if (path.toString().getBytes(UTF_8).length > LONGEST) {
      return null;
    }
    Files.createDirectories(place);
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwx------"));
    var _ = sweep(place, kind + "-*.sock");
    return new SocketFile(place.resolve(kind + "-" + id), path);
  }

  /** Removes those of every kind that nobody listens at any more, and says how many. */
  @CanIgnoreReturnValue
  public static long sweep(Path folder) {
    try {
      return sweep(folder, "*.sock");
    } catch (IOException e) {
      LOG.warn("{} cannot be swept of sockets: {}", folder, e.toString());
      return 0;
    }
  }

  private static long sweep(Path folder, String names) throws IOException {
    var swept = 0L;
    try (var files = Files.newDirectoryStream(folder, names)) {
      for (var file : files) {
        if (refuses(file) && Files.deleteIfExists(file)) {
          swept++;
        }
      }
    }
    return swept;
  }

  /** Only a refusal says that nobody listens: a full queue or a want of descriptors does not. */
  private static boolean refuses(Path file) {
    try (var socket = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.configureBlocking(false);
      socket.connect(UnixDomainSocketAddress.of(file));
      return false;
    } catch (ConnectException _) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Where to bind: another server that cleans up does not look there. */
  public Path draft() {
    return draft;
  }

  /** Gives the bound socket, which listens now, its name. */
  public void publish() throws IOException {
    Files.move(draft, path);
  }

  /** Where it is reached by. */
  public Path path() {
    return path;
  }

  /** Has it gone, whether it was published or not. */
  public void remove() throws IOException {
    Files.deleteIfExists(draft);
    Files.deleteIfExists(path);
  }
}
