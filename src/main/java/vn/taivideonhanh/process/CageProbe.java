package vn.taivideonhanh.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.Sandbox.Level;

/** Tries the levels on a child that must not be able to read what lies outside. */
final class CageProbe {
  private static final Logger LOG = LoggerFactory.getLogger(CageProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Access NOTHING = Access.reading(Set.of()).withPorts(Set.of());
  private static final List<String> TRIAL =
      List.of("/bin/sh", "-c", "! cat /etc/passwd >/dev/null 2>&1 && ls /usr >/dev/null");

  private final Launcher launcher;
  private final @Nullable Path python;
  private final int version;

  CageProbe(Launcher launcher, @Nullable Path python) {
    this.launcher = launcher;
    var system = Programs.find("python3");
    this.python = system == null ? python : system;
    this.version = this.python == null ? 0 : version(this.python);
  }

  Cage strongest(@Nullable Level named) {
    var all =
        named == null
            ? List.of(Level.BUBBLEWRAP, Level.LANDLOCK_NET, Level.LANDLOCK_FILES)
            : List.of(named);
    for (var level : all) {
      var cage = candidate(level);
      if (cage != null && works(cage)) {
        return cage;
      }
    }
    return Cage.NONE;
  }

  private @Nullable Cage candidate(Level level) {
    return switch (level) {
      case NONE -> null;
      case LANDLOCK_FILES -> version > 0 ? new Cage(level, null, landlock(false)) : null;
      case LANDLOCK_NET ->
          version >= Landlock.WITH_PORTS ? new Cage(level, null, landlock(true)) : null;
      case BUBBLEWRAP -> {
        var program = Programs.find("bwrap");
        yield program == null
            ? null
            : new Cage(level, new Bubblewrap(program), landlock(version >= Landlock.WITH_PORTS));
      }
    };
  }

  private @Nullable Landlock landlock(boolean net) {
    return version > 0 && python != null ? new Landlock(python, net) : null;
  }

  private boolean works(Cage cage) {
    var directory = Path.of("/tmp");
    var said = run(cage.wrap(TRIAL, directory, NOTHING));
    if (said == null) {
      LOG.info("the sandbox {} does not work here", cage);
    }
    return said != null;
  }

  private int version(Path program) {
    var said = run(Landlock.version(program));
    return said != null && said.matches("[0-9]{1,4}") ? Integer.parseInt(said) : 0;
  }

  /** What a child says; null when it fails. */
  private @Nullable String run(List<String> command) {
    try {
      var builder =
          new ProcessBuilder(launcher.wrap(command, Limits.LOOSE, Signal.KILL))
              .directory(Path.of("/").toFile())
              .redirectErrorStream(true);
      builder.environment().clear();
      builder.environment().put("PATH", "/usr/bin:/bin");
      var child = builder.start();
      child.getOutputStream().close();
      var ended = child.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        NativeKill.group(child.pid(), Signal.KILL);
        return null;
      }
      var said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (child.exitValue() == 0) {
        return said;
      }
      LOG.debug("a trial of the sandbox said: {}", said);
      return null;
    } catch (IOException e) {
      LOG.debug("a trial of the sandbox could not be started", e);
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
