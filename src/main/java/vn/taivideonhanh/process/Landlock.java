package vn.taivideonhanh.process;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The rules that {@code landlock.py} puts on a child.
 *
 * @param net whether the kernel is to hold the ports
 */
record Landlock(boolean net) {
  /** The first version of Landlock that knows TCP ports, Linux 6.7. */
  static final int WITH_PORTS = 4;

  JsonObject rules(Access access) {
    var read =
        Stream.concat(
                SystemPaths.all(access).stream(), access.readOnly().stream().map(Path::toString))
            .toList();
    var doors = access.doors();
    var ports = doors == null ? null : doors.stream().map(Door::port).sorted().toList();
    return new JsonObject()
        .put("read", new JsonArray(read))
        .put("write", new JsonArray(access.writable().stream().map(Path::toString).toList()))
        .put("ports", ports == null ? null : new JsonArray(ports))
        .put("net", net);
  }
}
