package vn.taivideonhanh.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The new folder of one child, only for our user, gone with the child. */
record WorkFolder(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

  static WorkFolder below(Path parent) throws IOException {
    return new WorkFolder(Files.createTempDirectory(parent.toAbsolutePath(), "child-"));
  }

  /** The environment with this as home and for temporary files. */
  Map<String, String> in(Map<String, String> environment) {
    var all = new HashMap<>(environment);
    all.put("HOME", path.toString());
    all.put("TMPDIR", path.toString());
    return all;
  }

  void remove() {
    try (var below = Files.walk(path)) {
      for (var each : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("The folder of a child that has ended cannot be removed", e);
    }
  }
}
