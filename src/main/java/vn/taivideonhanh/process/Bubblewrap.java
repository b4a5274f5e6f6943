package vn.taivideonhanh.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A root, processes and users of a child's own, made by bubblewrap.
 *
 * @param network whether a child that needs no more than doors has a network of its own, too, with
 *     nothing in it but these
 */
record Bubblewrap(Path program, boolean network) {
  private static final Path DOORS = Path.of("/doors");

  /** Where a child finds the socket behind a door. */
  static String inside(Door door) {
    return DOORS.resolve(Integer.toString(door.port())).toString();
  }

  /**
   * The doors that have to be opened for a child with a network of its own; null for a child that
   * has the machine's, since one of its doors has no socket.
   */
  @Nullable Set<Door> doors(Access access) {
    var all = access.doors();
    return network && all != null && all.stream().allMatch(door -> door.socket() != null)
        ? all
        : null;
  }

  List<String> wrap(List<String> command, Path directory, Access access) {
    var all = new ArrayList<String>();
    all.add(program.toString());
    all.addAll(List.of("--unshare-all", "--die-with-parent", "--cap-drop", "ALL"));
    var doors = doors(access);
    if (doors == null) {
      all.add("--share-net");
    }
    SystemPaths.ROOTS.forEach(root -> all.addAll(root(Path.of(root))));
    SystemPaths.settings(access).forEach(path -> bind(all, "--ro-bind-try", path));
    all.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    all.addAll(List.of("--dir", directory.toString()));
    // Folders before what is in them, since the later mount covers the earlier.
    var paths = new TreeMap<Path, String>();
    access.readOnly().forEach(path -> paths.put(path, "--ro-bind-try"));
    access.writable().forEach(path -> paths.put(path, "--bind-try"));
    paths.forEach((path, how) -> bind(all, how, path.toString()));
    for (var door : doors == null ? Set.<Door>of() : doors) {
      all.addAll(List.of("--ro-bind", String.valueOf(door.socket()), inside(door)));
    }
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
