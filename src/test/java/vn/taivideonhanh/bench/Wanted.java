package vn.taivideonhanh.bench;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What {@code scripts/bench} was asked for.
 *
 * @param only parts, or of a part some rows; empty for all
 * @param quick less of everything: to try, not to quote
 */
record Wanted(Set<String> only, int rounds, boolean quick) {
  static Wanted of(List<String> words) {
    Set<String> only = new LinkedHashSet<>();
    var rounds = 0;
    var quick = false;
    for (var next = words.iterator(); next.hasNext(); ) {
      switch (next.next()) {
        case "--quick" -> quick = true;
        case "--rounds" -> rounds = Integer.parseInt(next.next());
        case "--only" -> only.addAll(Arrays.asList(next.next().split(",", -1)));
        case String other -> throw new IllegalArgumentException(other);
      }
    }
    return new Wanted(only, rounds > 0 ? rounds : quick ? 2 : 5, quick);
  }

  /**
   * Whether that part is wanted: {@code relay} itself, or a piece of it such as {@code relay-10}.
   */
  boolean part(String part) {
    return only.isEmpty()
        || only.stream().anyMatch(word -> word.equals(part) || word.startsWith(part + "-"));
  }

  /** Whether that piece of a part is wanted. */
  boolean piece(String part, String piece) {
    return only.isEmpty() || only.contains(part) || only.contains(part + "-" + piece);
  }
}
