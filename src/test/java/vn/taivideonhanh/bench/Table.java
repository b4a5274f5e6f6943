package vn.taivideonhanh.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of figures, a column a side; the first column is ours. */
final class Table {
  private final List<String> sides;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(Map<String, Series> sides, List<Goal> goals) {}

  Table(List<String> sides) {
    this.sides = sides;
  }

  /** Adds a round's figure to a row, which is told in the order in which rows were first met. */
  void add(String row, String side, double value, Goal... goals) {
    rows.computeIfAbsent(row, _ -> new Row(new LinkedHashMap<>(), List.of(goals)))
        .sides
        .computeIfAbsent(side, _ -> new Series())
        .add(value);
  }

  String markdown() {
    var head = "| | " + String.join(" | ", sides) + " | goals |\n";
    var line = "|---".repeat(sides.size() + 2) + "|\n";
    return head
        + line
        + rows.entrySet().stream()
            .map(row -> line(row.getKey(), row.getValue()))
            .collect(Collectors.joining());
  }

  private String line(String name, Row row) {
    var figures =
        sides.stream()
            .map(row.sides::get)
            .map(series -> series == null ? "" : shown(series.median()))
            .collect(Collectors.joining(" | "));
    var ours = row.sides.get(sides.getFirst());
    var goals =
        ours == null
            ? ""
            : row.goals.stream()
                .map(goal -> goal.judge(ours, row.sides))
                .filter(judged -> !judged.isEmpty())
                .collect(Collectors.joining("; "));
    return "| %s | %s | %s |%n".formatted(name, figures, goals);
  }

  static String shown(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
  }
}
