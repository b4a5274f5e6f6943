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
  public static final Cage NONE = new Cage(Level.NONE, null, null);

  private final Level level;
  private final @Nullable Bubblewrap bubblewrap;
  private final @Nullable Landlock landlock;

  Cage(Level level, @Nullable Bubblewrap bubblewrap, @Nullable Landlock landlock) {
    this.level = level;
    this.bubblewrap = bubblewrap;
    this.landlock = landlock;
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

  /** Whether a child can be held to the ports that it is given. */
  public boolean holdsPorts() {
    return landlock != null && landlock.net();
  }

  /**
   * Whether children have process numbers of their own, which mean nothing outside, and all that a
   * child starts ends with it whatever it does.
   */
  public boolean ownProcesses() {
    return bubblewrap != null;
  }

  /** A sentence on why a server must not start with this; null when it may. */
  public @Nullable String refusal(Sandbox wanted) {
    var named = wanted.named();
    if (named != null && level != named) {
      return "use names " + named + ", which does not work on this machine; see docs/sandbox.md";
    }
    var required = wanted.required();
    var enough =
        level.compareTo(required) >= 0
            && (holdsPorts() || required.compareTo(Level.LANDLOCK_NET) < 0);
    return enough
        ? null
        : "required asks for %s, and this machine has %s; see docs/sandbox.md"
            .formatted(required, this);
  }

  /** The rules that a child which {@link Access#restrictsItself} is to put on its own; or null. */
  public @Nullable JsonObject rules(Access access) {
    return landlock == null ? null : landlock.rules(access);
  }

  /**
   * The command to run.
   *
   * @param access null for a child that needs no walls
   */
  List<String> wrap(List<String> command, Path directory, @Nullable Access access) {
    if (access == null) {
      return command;
    }
    var inner =
        landlock == null || access.restrictsItself() ? command : landlock.wrap(command, access);
    return bubblewrap == null
        ? inner
        : bubblewrap.wrap(inner, directory.toAbsolutePath().normalize(), writable(access));
  }

  /** Without Landlock, what a parent may write its children could, too. */
  private Access writable(Access access) {
    if (landlock != null || !access.restrictsItself()) {
      return access;
    }
    var read = new ArrayList<>(access.readOnly());
    read.addAll(access.writable());
    return Access.reading(Set.copyOf(read));
  }

  /** The level, and what it lacks. */
  @Override
  public String toString() {
    return level == Level.BUBBLEWRAP && !holdsPorts() ? level + " without ports" : level.toString();
  }
}
