package vn.taivideonhanh.process;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to start, and how.
 *
 * @param command an absolute program and its arguments; no shell is involved
 * @param environment all that the child sees; nothing is inherited
 * @param directory the working directory, which exists
 * @param writable whether {@link ChildProcess#stdin} is a pipe; else the child reads /dev/null
 * @param access what it may reach on a machine with a {@link Cage}; null for a child without walls
 */
public record ChildSpec(
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Limits limits,
    boolean writable,
    Ending ending,
    @Nullable Access access) {

  public ChildSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * A child without input in a plain environment: a PATH of the system's folders, UTF-8, and {@code
   * directory} as home and for temporary files.
   */
  public static ChildSpec of(Path directory, List<String> command) {
    var home = directory.toAbsolutePath().toString();
    var environment =
        Map.of("PATH", "/usr/bin:/bin", "LANG", "C.UTF-8", "HOME", home, "TMPDIR", home);
    return new ChildSpec(command, environment, directory, Limits.LOOSE, false, Ending.QUICK, null);
  }

  /** The same with {@code more} in its environment. */
  public ChildSpec withEnvironment(Map<String, String> more) {
    var all = new HashMap<>(environment);
    all.putAll(more);
    return new ChildSpec(command, all, directory, limits, writable, ending, access);
  }

  public ChildSpec withLimits(Limits newLimits) {
    return new ChildSpec(command, environment, directory, newLimits, writable, ending, access);
  }

  /** The same with a pipe as its standard input. */
  public ChildSpec withInput() {
    return new ChildSpec(command, environment, directory, limits, true, ending, access);
  }

  public ChildSpec withEnding(Ending newEnding) {
    return new ChildSpec(command, environment, directory, limits, writable, newEnding, access);
  }

  /** The same behind walls, where the machine has any. */
  public ChildSpec withAccess(Access newAccess) {
    return new ChildSpec(command, environment, directory, limits, writable, ending, newAccess);
  }

  ChildSpec in(WorkFolder folder) {
    var inside = access == null ? null : access.writing(folder.path());
    return new ChildSpec(
        command, folder.in(environment), folder.path(), limits, writable, ending, inside);
  }
}
