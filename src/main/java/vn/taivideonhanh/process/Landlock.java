package vn.taivideonhanh.process;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The rules that {@code landlock.py} puts on a child.
 *
 * @param python a system Python that runs it
 * @param net whether the kernel is to hold the ports
 */
record Landlock(Path python, boolean net) {
  /** The first version of Landlock that knows TCP ports, Linux 6.7. */
  static final int WITH_PORTS = 4;

  /** A command that prints the kernel's version of Landlock. */
  static List<String> version(Path python) {
    return program(python, List.of("abi"));
  }

  List<String> wrap(List<String> command, Access access) {
    var arguments = new ArrayList<String>();
    arguments.add(rules(access).encode());
    arguments.addAll(command);
    return program(python, arguments);
  }

  JsonObject rules(Access access) {
    var read =
        Stream.concat(
                SystemPaths.all(access).stream(), access.readOnly().stream().map(Path::toString))
            .toList();
    var ports = access.tcpPorts();
    return new JsonObject()
        .put("read", new JsonArray(read))
        .put("write", new JsonArray(access.writable().stream().map(Path::toString).toList()))
        .put("ports", ports == null ? null : new JsonArray(List.copyOf(new TreeSet<>(ports))))
        .put("net", net);
  }

  private static List<String> program(Path python, List<String> arguments) {
    var text = Launcher.resource("/python/landlock.py");
    var all = new ArrayList<>(List.of(python.toString(), "-I", "-S", "-c", text));
    all.addAll(arguments);
    return all;
  }
}
