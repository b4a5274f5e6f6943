package vn.taivideonhanh.arch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table "Packages" of docs/architecture.md. */
record PackageTable(Map<String, Row> rows) {
  /** One line: the verticle's name, or nothing, and the packages that may be used. */
  record Row(String verticle, Set<String> uses) {}

  static PackageTable read() throws IOException {
    var rows = new LinkedHashMap<String, Row>();
    for (var line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      var cells = line.split("\\|", -1);
      if (cells.length == 6 && cells[1].strip().matches("`(media\\.)?[a-z0-9]+`")) {
        rows.put(word(cells[1]), new Row(word(cells[3]), words(cells[4])));
      }
    }
    return new PackageTable(rows);
  }

  Row row(String name) {
    return rows.getOrDefault(name, new Row("", Set.of()));
  }

  PackageTable without(String name, String use) {
    var changed = new LinkedHashMap<>(rows);
    var uses = new TreeSet<>(row(name).uses());
    uses.remove(use);
    changed.put(name, new Row(row(name).verticle(), uses));
    return new PackageTable(changed);
  }

  private static String word(String cell) {
    return cell.replace("`", "").strip();
  }

  private static Set<String> words(String cell) {
    return Arrays.stream(word(cell).split(" ", -1))
        .filter(w -> !w.isEmpty())
        .collect(Collectors.toSet());
  }
}
