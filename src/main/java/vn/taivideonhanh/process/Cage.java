package vn.taivideonhanh.process;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;

/**
 * The walls around children with an {@link Access}, besides their limits. Bubblewrap stands outside
 * and Landlock inside; either may be missing.
 */
public final class Cage {
  /** No walls. */
  public static final Cage NONE = new Cage(Level.NONE, null, null, null);

  private final Level level;
  private final @Nullable Bubblewrap bubblewrap;
  private final @Nullable Landlock landlock;
  private final @Nullable CageProgram program;

  /**
   * @param program for Landlock, and for a network of the child's own
   */
  Cage(
      Level level,
      @Nullable Bubblewrap bubblewrap,
      @Nullable Landlock landlock,
      @Nullable CageProgram program) {
    this.level = level;
    this.bubblewrap = bubblewrap;
    this.landlock = landlock;
    this.program = program;
  }

  /**
   * The strongest that works here, or what is named, each tried by a child; takes a moment. {@link
   * #NONE} when nothing works.
   *
   * @param python runs {@code landlock.py}; null takes the system's
   */
  public static Cage probe(Sandbox wanted, @Nullable Path python) {
    return new CageProbe(Launcher.find(), python).strongest(wanted.named());
  }

  public Level level() {
    return level;
  }

  /** Whether a child can be held to the doors that it is given. */
  public boolean holdsPorts() {
    return ownNetwork() || (landlock != null && landlock.net());
  }

  /** Whether a child's network holds nothing but its doors, each of which needs a socket then. */
  public boolean ownNetwork() {
    return bubblewrap != null && bubblewrap.network();
  }

  /**
   * Whether children have process numbers of their own, which mean nothing outside, and all that a
   * child starts ends with it whatever it does.
   */
  public boolean ownProcesses() {
    return bubblewrap != null;
  }

  @Nullable Bubblewrap bubblewrap() {
    return bubblewrap;
  }

  /** A sentence on why a server must not start with this; null when it may. */
  public @Nullable String refusal(Sandbox wanted) {
    var named = wanted.named();
    if (named != null && level != named) {
      return "use names " + named + ", which does not work on this machine; see docs/sandbox.md";
    }
    var required = wanted.required();
    var enough =
        switch (required) {
          case NONE, LANDLOCK_FILES -> level.compareTo(required) >= 0;
          case LANDLOCK_NET -> level.compareTo(required) >= 0 && holdsPorts();
          case BUBBLEWRAP -> ownNetwork();
        };
    return enough
        ? null
        : "required asks for %s, and this machine has %s; see docs/sandbox.md"
            .formatted(required, this);
  }

  /** The rules that a child which {@link Access#restrictsItself} is to put on its own; or null. */
  public @Nullable JsonObject rules(Access access) {
    return landlock == null ? null : landlock.rules(access);
  }

  /** The command to run, in its folder. */
  List<String> wrap(ChildSpec spec) {
    var access = spec.access();
    if (access == null) {
      return spec.command();
    }
    var inner = program == null ? spec.command() : entering(program, spec, access);
    return bubblewrap == null
        ? inner
        : bubblewrap.wrap(inner, spec.directory().toAbsolutePath().normalize(), writable(access));
  }

  private List<String> entering(CageProgram entrance, ChildSpec spec, Access access) {
    var opened = bubblewrap == null ? null : bubblewrap.doors(access);
    var doors = opened == null ? Set.<Door>of() : opened;
    var rules = landlock == null || access.restrictsItself() ? null : landlock.rules(access);
    var processes = spec.limits().processes();
    return doors.isEmpty() && rules == null && processes == null
        ? spec.command()
        : entrance.wrap(spec.command(), new CageProgram.Settings(doors, rules, processes));
  }

  /** Without Landlock, what a parent may write its children could, too. */
  private Access writable(Access access) {
    if (landlock != null || !access.restrictsItself()) {
      return access;
    }
    var read = new ArrayList<>(access.readOnly());
    read.addAll(access.writable());
    return new Access(Set.copyOf(read), Set.of(), access.doors(), access.ownFolder(), true);
  }

  /** The level, and what it lacks. */
  @Override
  public String toString() {
    if (level != Level.BUBBLEWRAP || ownNetwork()) {
      return level.toString();
    }
    return level + " without a network of its own" + (holdsPorts() ? "" : " and without ports");
  }
}
