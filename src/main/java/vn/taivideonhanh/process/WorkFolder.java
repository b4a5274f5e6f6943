package vn.taivideonhanh.process;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new folder only for our user. As long as it is used, the file beside it is locked, so that
 * {@link #sweep} knows what a server that was killed has left. Its methods block.
 */
public final class WorkFolder {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
  private static final String NAME = "child-";
  private static final String LOCK = ".lock";
  private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rwx------");

  private final Path path;
  private final FileChannel lock;

  private WorkFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes one in {@code parent}. */
  public static WorkFolder below(Path parent) throws IOException {
    var file = Files.createTempFile(parent.toAbsolutePath(), NAME, LOCK);
    var channel = FileChannel.open(file, StandardOpenOption.WRITE);
    try {
      if (locked(channel) == null || !Files.exists(file)) {
        throw new IOException(file + " was taken for a leftover");
      }
      return new WorkFolder(
          Files.createDirectory(folder(file), PosixFilePermissions.asFileAttribute(OURS)), channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Removes those in {@code parent} that nobody uses any more, and says how many. */
  @CanIgnoreReturnValue
  public static long sweep(Path parent) {
    var swept = 0L;
    try (var entries = Files.newDirectoryStream(parent, NAME + "*")) {
      for (var entry : entries) {
        if (entry.toString().endsWith(LOCK)) {
          swept += sweepOne(entry) ? 1 : 0;
        } else if (!Files.exists(Path.of(entry + LOCK))) {
          delete(entry);
          swept++;
        }
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be swept: {}", parent, e.toString());
    }
    return swept;
  }

  private static boolean sweepOne(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (locked(channel) == null) {
        return false;
      }
      delete(folder(file));
      Files.deleteIfExists(file);
      return true;
    }
  }

  private static @Nullable FileLock locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private static Path folder(Path lock) {
    var name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  public Path path() {
    return path;
  }

  /** The environment with this as home and for temporary files. */
  Map<String, String> in(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("HOME", path.toString());
    all.put("TMPDIR", path.toString());
    return all;
  }

  /** Removes it with all that is in it. */
  public void remove() {
    try (lock) {
      delete(path);
      Files.deleteIfExists(Path.of(path + LOCK));
    } catch (IOException e) {
      LOG.warn("The folder of a child that has ended cannot be removed", e);
    }
  }

  private static void delete(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      // Its maker may have closed it, even for us.
      Files.setPosixFilePermissions(path, OURS);
      try (var entries = Files.newDirectoryStream(path)) {
        for (var entry : entries) {
          delete(entry);
        }
      }
    }
    Files.deleteIfExists(path);
  }
}
