package vn.taivideonhanh.delivery;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Part;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The parts that make a file when joined.
 *
 * @param base what their addresses are relative to
 * @param movie whether they are an initialization section and its fragments
 * @param plain whether none is an initialization section and none is left out
 */
record PartList(Target base, List<Part> parts, boolean movie, boolean plain) {
  /** About how many bytes a part takes beside its address. */
  private static final int ENTRY = 96;

  PartList {
    parts = List.copyOf(parts);
  }

  /** About how many bytes of memory it takes. */
  long weight() {
    return parts.stream().mapToLong(part -> ENTRY + 2L * part.uri().length()).sum();
  }

  int size() {
    return parts.size();
  }

  /** The files that the parts are in, as the list names them, each once. */
  List<String> files() {
    return parts.stream().map(Part::uri).distinct().toList();
  }

  /**
   * The same list as the site gives it now, at other addresses.
   *
   * @throws Failure {@code SOURCE_CHANGED} when it names other parts
   */
  PartList same(PartList fresh) {
    boolean same =
        fresh.size() == size()
            && fresh.files().size() == files().size()
            && IntStream.range(0, size()).allMatch(i -> alike(parts.get(i), fresh.parts.get(i)));
    if (!same) {
      throw changed();
    }
    return fresh;
  }

  static Failure changed() {
    return new Failure(ProblemCode.SOURCE_CHANGED, "The site's list has changed.");
  }

  private static boolean alike(Part one, Part other) {
    return one.first() == other.first()
        && Objects.equals(one.length(), other.length())
        && Objects.equals(one.micros(), other.micros());
  }

  Target target(int index) {
    return target(parts.get(index).uri());
  }

  Target target(String uri) {
    try {
      return base.at(uri);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          ProblemCode.SITE_FAILED, "The site's list names something strange.", null, e);
    }
  }

  /** What of the resource is meant; null is all. */
  ByteRange.@Nullable Span span(int index) {
    var part = parts.get(index);
    return part.length() == null
        ? null
        : new ByteRange.Span(part.first(), part.first() + part.length() - 1);
  }
}
