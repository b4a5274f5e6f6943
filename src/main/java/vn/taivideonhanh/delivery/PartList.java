package vn.taivideonhanh.delivery;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.HlsPlaylist.Part;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The parts that make a file when joined.
 *
 * @param base what their addresses are relative to
 */
record PartList(Target base, List<Part> parts) {
  /** What sites leave in references though RFC 3986 does not allow it. */
  private static final Pattern RAW = Pattern.compile("[ \"<>\\\\^`{|}]");

  PartList {
    parts = List.copyOf(parts);
  }

  int size() {
    return parts.size();
  }

  Target target(int index) {
    var clean =
        RAW.matcher(parts.get(index).uri())
            .replaceAll(found -> String.format("%%%02X", (int) found.group().charAt(0)));
    try {
      return base.at(clean);
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
