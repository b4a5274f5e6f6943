package vn.taivideonhanh.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.Sandbox.Level;

/** Tries the levels on a child that must not be able to read what lies outside. */
final class CageProbe {
  private static final Logger LOG = LoggerFactory.getLogger(CageProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Access NOTHING = Access.reading(Set.of()).withDoors(Set.of());
  private static final List<String> TRIAL =
      List.of("/bin/sh", "-c", "! cat /etc/passwd >/dev/null 2>&1 && ls /usr >/dev/null");

  private final Launcher launcher;
  private final @Nullable CageProgram program;
  private final int version;

  CageProbe(Launcher launcher, @Nullable Path python) {
    this.launcher = launcher;
    var system = Programs.find("python3");
    var found = system == null ? python : system;
    this.program = found == null ? null : new CageProgram(found);
    this.version = this.program == null ? 0 : version(this.program);
  }

  Cage strongest(@Nullable Level named) {
    var all =
        named == null
            ? List.of(Level.BUBBLEWRAP, Level.LANDLOCK_NET, Level.LANDLOCK_FILES)
            : List.of(named);
    return all.stream().flatMap(this::candidates).filter(this::works).findFirst().orElse(Cage.NONE);
  }

  /** Those of one level, the strongest first. */
  private Stream<Cage> candidates(Level level) {
    return switch (level) {
      case NONE -> Stream.empty();
      case LANDLOCK_FILES ->
          version == 0 ? Stream.empty() : Stream.of(landlocked(level, new Landlock(false)));
      case LANDLOCK_NET ->
          version < Landlock.WITH_PORTS
              ? Stream.empty()
              : Stream.of(landlocked(level, new Landlock(true)));
      case BUBBLEWRAP -> {
        var bwrap = Programs.find("bwrap");
        yield bwrap == null
            ? Stream.empty()
            : Stream.of(true, false).map(network -> new Bubblewrap(bwrap, network)).map(this::cage);
      }
    };
  }

  private Cage landlocked(Level level, Landlock rules) {
    return new Cage(level, null, rules, program);
  }

  private Cage cage(Bubblewrap bubblewrap) {
    var landlock = version == 0 ? null : new Landlock(version >= Landlock.WITH_PORTS);
    return new Cage(Level.BUBBLEWRAP, bubblewrap, landlock, program);
  }

  private boolean works(Cage cage) {
    var bubblewrap = cage.ownNetwork() ? cage.bubblewrap() : null;
    var well =
        run(cage.wrap(trial(TRIAL, NOTHING))) != null
            && (bubblewrap == null || isApart(bubblewrap));
    if (!well) {
      LOG.info("the sandbox {} does not work here", cage);
    }
    return well;
  }

  /** Without Landlock, so that nothing else can be what keeps the child in. */
  private boolean isApart(Bubblewrap bubblewrap) {
    if (program == null) {
      return false;
    }
    try (var trial = new NetworkTrial()) {
      var command = trial.command(program.python());
      var cage = new Cage(Level.BUBBLEWRAP, bubblewrap, null, program);
      return run(cage.wrap(trial(command, NOTHING.withDoors(Set.of(trial.door()))))) != null;
    } catch (IOException e) {
      LOG.debug("the network of the sandbox cannot be tried", e);
      return false;
    }
  }

  private static ChildSpec trial(List<String> command, Access access) {
    return ChildSpec.of(Path.of("/tmp"), command).withAccess(access);
  }

  private int version(CageProgram entrance) {
    var said = run(entrance.version());
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
