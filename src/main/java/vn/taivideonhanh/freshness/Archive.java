package vn.taivideonhanh.freshness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * yt-dlp as it is published: a zip archive of Python source behind a line for the shell. It is
 * unpacked, since Python keeps no compiled form of what it imports from an archive.
 */
final class Archive {
  private static final int MOST_FILES = 20_000;
  private static final long MOST_BYTES = 512L << 20;

  private Archive() {}

  /**
   * Puts its Python packages below a folder, yt-dlp and the programs that it gives to JavaScript
   * runtimes; of anything else in it nothing is taken.
   */
  static Size unpack(Path archive, Path folder) throws IOException, Unfit {
    var size = new Size(0, 0);
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : zip.stream().toList()) {
        if (wanted(entry)) {
          size = size.and(write(zip, entry, folder, MOST_BYTES - size.bytes));
        }
      }
    } catch (ZipException e) {
      throw new Unfit("the file of the release is no archive", e);
    }
    if (!Files.isRegularFile(folder.resolve("yt_dlp/version.py"))) {
      throw new Unfit("the file of the release is no archive of yt-dlp");
    }
    return size;
  }

  private static boolean wanted(ZipEntry entry) {
    return !entry.isDirectory() && entry.getName().matches("yt_dlp(_ejs)?/[\\w./-]+");
  }

  private static Size write(ZipFile zip, ZipEntry entry, Path folder, long left)
      throws IOException, Unfit {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) {
      throw new Unfit("the archive of the release leads out of itself");
    }
    Files.createDirectories(target.getParent());
    try (var in = zip.getInputStream(entry);
        var out = Files.newOutputStream(target)) {
      var some = new byte[1 << 16];
      long written = 0;
      for (var read = in.read(some); read >= 0; read = in.read(some)) {
        written += read;
        if (written > left) {
          throw new Unfit("the archive of the release is too large");
        }
        out.write(some, 0, read);
      }
      return new Size(1, written);
    }
  }

  /** What a folder holds. */
  record Size(int files, long bytes) {
    private Size and(Size more) throws Unfit {
      if (files + more.files > MOST_FILES) {
        throw new Unfit("the archive of the release has too many files");
      }
      return new Size(files + more.files, bytes + more.bytes);
    }

    /** What is there now. */
    static Size of(Path folder) throws IOException {
      try (var paths = Files.walk(folder)) {
        var files =
            paths
                .filter(Files::isRegularFile)
                .filter(file -> !folder.equals(file.getParent()))
                .toList();
        long bytes = 0;
        for (var file : files) {
          bytes += Files.size(file);
        }
        return new Size(files.size(), bytes);
      }
    }
  }
}
