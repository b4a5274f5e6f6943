package vn.taivideonhanh.process;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caged child may reach besides the system's own programs and libraries.
 *
 * @param readOnly files and folders, with all below
 * @param writable folders in which it may make and change files
 * @param doors all that it may connect to; null is any network
 * @param ownFolder whether it works in a new folder, which is removed at its end
 * @param restrictsItself whether it puts Landlock's rules on its own children, not we on it
 */
public record Access(
    Set<Path> readOnly,
    Set<Path> writable,
    @Nullable Set<Door> doors,
    boolean ownFolder,
    boolean restrictsItself) {

  public Access {
    readOnly = absolute(readOnly);
    writable = absolute(writable);
    doors = doors == null ? null : Set.copyOf(doors);
  }

  /** Any network, these files, and no writing. */
  public static Access reading(Set<Path> paths) {
    return new Access(paths, Set.of(), null, false, false);
  }

  /** The same with no network but these. */
  public Access withDoors(Set<Door> all) {
    return new Access(readOnly, writable, all, ownFolder, restrictsItself);
  }

  /** The same in a folder of its own. */
  public Access withOwnFolder() {
    return new Access(readOnly, writable, doors, true, restrictsItself);
  }

  /** The same for a parent that is trusted with {@code folder}, but whose children are not. */
  public Access restrictingItself(Path folder) {
    return new Access(readOnly, Set.of(folder), doors, ownFolder, true);
  }

  Access writing(Path folder) {
    var all = Stream.concat(writable.stream(), Stream.of(folder)).collect(Collectors.toSet());
    return new Access(readOnly, all, doors, ownFolder, restrictsItself);
  }

  private static Set<Path> absolute(Set<Path> paths) {
    return paths.stream()
        .map(path -> path.toAbsolutePath().normalize())
        .collect(Collectors.toUnmodifiableSet());
  }
}
