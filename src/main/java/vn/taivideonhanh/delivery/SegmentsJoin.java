package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.media.layout.Layout;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.layout.Treatment;

/**
 * What the parts of one track make as they are.
 *
 * @param lengths of the files that the parts are in, in bytes
 * @param renewal gives the same list with new addresses
 */
record SegmentsJoin(PartList list, List<Long> lengths, Supplier<Future<PartList>> renewal) {
  /** Fails when there are other files than those whose lengths are known. */
  Future<Assembly> assembly() {
    var first = firsts();
    return first.size() == lengths.size()
        ? Future.succeededFuture(new Assembly(new Layout(pieces()), files(first)))
        : Future.failedFuture(PartList.changed());
  }

  /** For each file the part that it is first named by. A list may name a file for each part. */
  private List<Integer> firsts() {
    var firsts = new ArrayList<Integer>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      if (lengths.size() == list.size() || seen.putIfAbsent(list.parts().get(i).uri(), i) == null) {
        firsts.add(i);
      }
    }
    return firsts;
  }

  private List<Piece> pieces() {
    var pieces = new ArrayList<Piece>();
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < list.size(); i++) {
      var part = list.parts().get(i);
      int file =
          lengths.size() == list.size()
              ? i
              : numbers.computeIfAbsent(part.uri(), _ -> numbers.size());
      var told = part.length();
      long length = told == null ? lengths.get(file) : told;
      pieces.add(new Piece.Span(file, part.first(), length, Treatment.NONE));
    }
    return pieces;
  }

  private List<Assembly.Part> files(List<Integer> firsts) {
    var files = new ArrayList<Assembly.Part>();
    for (int index : firsts) {
      var target = list.target(index);
      files.add(
          new Assembly.Part(
              new Source.File(target.url(), target.headers(), null),
              new Validator(null, null, lengths.get(files.size())),
              () -> renewal.get().map(fresh -> fresh.target(index))));
    }
    return files;
  }
}
