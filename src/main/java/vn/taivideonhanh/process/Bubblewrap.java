package vn.taivideonhanh.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A root, processes and users of a child's own, made by bubblewrap. The network stays the
 * machine's: its ports are Landlock's to hold.
 */
record Bubblewrap(Path program) {

  List<String> wrap(List<String> command, Path directory, Access access) {
    var all = new ArrayList<String>();
    all.add(program.toString());
    all.addAll(List.of("--unshare-all", "--share-net", "--die-with-parent"));
    SystemPaths.ROOTS.forEach(root -> all.addAll(root(Path.of(root))));
    SystemPaths.settings(access).forEach(path -> bind(all, "--ro-bind-try", path));
    all.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    all.addAll(List.of("--dir", directory.toString()));
    // Folders before what is in them, since the later mount covers the earlier.
    var paths = new TreeMap<Path, String>();
    access.readOnly().forEach(path -> paths.put(path, "--ro-bind-try"));
    access.writable().forEach(path -> paths.put(path, "--bind-try"));
    paths.forEach((path, how) -> bind(all, how, path.toString()));
    // The root is a file system in memory, which must not be filled either.
    all.addAll(List.of("--remount-ro", "/", "--chdir", directory.toString(), "--"));
    all.addAll(command);
    return all;
  }

  private static void bind(List<String> all, String how, String path) {
    all.addAll(List.of(how, path, path));
  }

  /** On most systems /bin and its like are links into /usr. */
  private static List<String> root(Path root) {
    try {
      return Files.isSymbolicLink(root)
          ? List.of("--symlink", Files.readSymbolicLink(root).toString(), root.toString())
          : List.of("--ro-bind-try", root.toString(), root.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
