package vn.taivideonhanh.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds installed programs. */
public final class Programs {
  private Programs() {}

  /** The first program of that name: of the system's folders, then on the server's own PATH. */
  public static @Nullable Path find(String name) {
    var own = System.getenv("PATH");
    var folders = "/usr/bin:/bin:/usr/local/bin" + (own == null ? "" : File.pathSeparator + own);
    for (var folder : folders.split(File.pathSeparator, -1)) {
      var file = Path.of(folder.isEmpty() ? "." : folder, name).toAbsolutePath();
      if (Files.isRegularFile(file) && Files.isExecutable(file)) {
        return file;
      }
    }
    return null;
  }
}
