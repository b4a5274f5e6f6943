package vn.taivideonhanh.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import vn.taivideonhanh.process.Access;
import vn.taivideonhanh.process.Door;

/** What a yt-dlp may reach: itself, the programs that it starts, and its proxy when it has one. */
final class YtDlpAccess {
  private YtDlpAccess() {}

  /**
   * @param doors all that it may connect to
   */
  static Access of(Toolbox tools, Set<Door> doors) {
    var paths = new HashSet<Path>();
    var ytDlp = tools.ytDlp();
    if (ytDlp != null) {
      paths.add(ytDlp.path());
    }
    var python = tools.python();
    if (python != null) {
      paths.addAll(Set.of(python.scripts(), python.cache()));
      paths.addAll(installation(python.program()));
    }
    Stream.of(tools.ffmpeg(), tools.javascript())
        .filter(tool -> tool != null)
        .forEach(tool -> paths.add(tool.program()));
    return Access.reading(paths).withDoors(doors);
  }

  /** Where a Python that is not the system's has its libraries; a venv has two such places. */
  private static Set<Path> installation(Path program) {
    var places = new HashSet<Path>();
    try {
      for (var each : Set.of(program.toAbsolutePath(), program.toRealPath())) {
        var bin = each.getParent();
        var root = bin == null ? null : bin.getParent();
        // A launcher that lies in somebody's home must not open all of that.
        if (root != null && Files.isDirectory(root.resolve("lib"))) {
          places.add(root.resolve("lib"));
          places.add(root.resolve("pyvenv.cfg"));
        }
        places.add(each);
      }
    } catch (IOException _) {
      // It was there a moment ago; without it nothing starts anyway.
      places.add(program);
    }
    return places;
  }
}
