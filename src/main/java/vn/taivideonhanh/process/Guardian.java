package vn.taivideonhanh.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tiny program in a session of its own that knows every process group of ours and outlives the
 * server by the moment it takes to kill them: the kernel's parent-death signal reaches a child but
 * not the child's own children. Used by the spawning thread, and started again should it end.
 */
final class Guardian {
  private static final Logger LOG = LoggerFactory.getLogger(Guardian.class);

  private static final String MARK = "TVN_CHILD_OF";

  private final String id = UUID.randomUUID().toString();
  private final Launcher launcher;
  private final Map<Long, Signal> groups = new ConcurrentHashMap<>();
  private @Nullable Process process;
  private boolean closed;

  Guardian(Launcher launcher) {
    this.launcher = launcher;
  }

  /** The environment of a child that is to be killed has this entry: NAME=value. */
  String mark() {
    return MARK + "=" + id;
  }

  /** Marks a child, so that it is found even if the server dies before it can tell of it. */
  void mark(Map<String, String> environment) {
    environment.put(MARK, id);
  }

  /** Sees to it that the program runs, so that no child is ever without it. */
  synchronized void start() {
    if (process == null || !process.isAlive()) {
      restart();
    }
  }

  /** The group gets {@code onOrphan} when the server dies. */
  synchronized void add(long group, Signal onOrphan) {
    groups.put(group, onOrphan);
    if (process == null || !process.isAlive()) {
      restart();
    } else {
      tell("+ " + group + " " + onOrphan);
    }
  }

  /** The group has ended. */
  synchronized void remove(long group) {
    groups.remove(group);
    if (process != null && process.isAlive()) {
      tell("- " + group);
    }
  }

  /** Ends the program, which ends the groups left. */
  synchronized void close() {
    closed = true;
    if (process != null) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        LOG.warn("The guardian's pipe cannot be closed", e);
      }
    }
  }

  private void restart() {
    var command =
        List.of("/bin/sh", "-c", Launcher.resource("/process/guardian.sh"), "guardian", mark());
    var builder =
        new ProcessBuilder(launcher.wrap(command, Limits.LOOSE, null))
            .directory(Path.of("/").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    try {
      process = builder.start();
      groups.forEach((group, signal) -> tell("+ " + group + " " + signal));
    } catch (IOException e) {
      throw new IllegalStateException("The guardian of the children cannot be started", e);
    }
  }

  private void tell(String line) {
    if (process == null || closed) {
      return;
    }
    OutputStream pipe = process.getOutputStream();
    try {
      pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      // It is started anew, with the whole list, for the next child.
      LOG.warn("The guardian of the children is gone", e);
    }
  }
}
