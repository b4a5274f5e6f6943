package vn.taivideonhanh.process;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a child runs before it becomes its command: {@code enter.py}.
 *
 * @param python a system Python
 */
record CageProgram(Path python) {
  private static final String TEXT =
      Stream.of("landlock", "relay", "enter")
          .map(name -> Launcher.resource("/python/" + name + ".py"))
          .collect(Collectors.joining("\n\n"));

  /**
   * What it is to do.
   *
   * @param doors that lead to sockets
   * @param rules of {@code landlock.py}; null for none
   * @param processes most, null for any number
   */
  record Settings(Set<Door> doors, @Nullable JsonObject rules, @Nullable Integer processes) {
    String encode() {
      var sockets = new TreeMap<String, Object>();
      doors.forEach(door -> sockets.put(Integer.toString(door.port()), Bubblewrap.inside(door)));
      return new JsonObject()
          .put("doors", new JsonObject(sockets))
          .put("rules", rules)
          .put("processes", processes)
          .encode();
    }
  }

  /** A command that prints the kernel's version of Landlock. */
  List<String> version() {
    return program(List.of("abi"));
  }

  List<String> wrap(List<String> command, Settings settings) {
    var arguments = new ArrayList<String>();
    arguments.add(settings.encode());
    arguments.addAll(command);
    return program(arguments);
  }

  private List<String> program(List<String> arguments) {
    var all = new ArrayList<>(List.of(python.toString(), "-I", "-S", "-c", TEXT));
    all.addAll(arguments);
    return all;
  }
}
