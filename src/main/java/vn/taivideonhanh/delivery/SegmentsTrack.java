package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.mp4.Mp4Index;

/**
 * One track of which a playlist names the fragments.
 *
 * @param parts the initialization section, then the fragments
 * @param header the initialization section
 * @param first the beginning of the first fragment
 * @param wanted what of it is wanted
 */
record SegmentsTrack(SegmentsReader.Parts parts, Buffer header, Buffer first, Wanted wanted) {
  /**
   * Some of the parts.
   *
   * @param from number of the first of them in the list
   * @param to number after the last
   * @param starts when some fragments really begin, in microseconds by their numbers
   */
  record Wanted(int from, int to, Map<Integer, Long> starts) {
    Wanted {
      starts = Map.copyOf(starts);
    }
  }

  /** All of it. */
  static SegmentsTrack whole(SegmentsReader.Parts parts, Buffer header, Buffer first) {
    return new SegmentsTrack(parts, header, first, new Wanted(0, parts.list().size(), Map.of()));
  }

  SegmentsTrack wanting(Wanted now) {
    return new SegmentsTrack(parts, header, first, now);
  }

  PartList list() {
    return parts.list();
  }

  /** The files that the wanted parts are in. */
  List<Target> files() {
    return firsts().stream().map(list()::target).toList();
  }

  /** For each of these files the number of the part that it is first named by. */
  List<Integer> firsts() {
    Map<String, Integer> firsts = new HashMap<>();
    return IntStream.range(wanted.from, wanted.to)
        .filter(i -> firsts.putIfAbsent(list().parts().get(i).uri(), i) == null)
        .boxed()
        .toList();
  }

  /**
   * Where everything is that is wanted.
   *
   * @param lengths of the files, in bytes
   */
  Placed placed(List<Long> lengths) throws MalformedMediaException {
    var list = list();
    Map<String, Integer> numbers = new HashMap<>();
    firsts().forEach(part -> numbers.put(list.parts().get(part).uri(), numbers.size()));
    boolean single = list.files().size() == 1;
    var fragments = new ArrayList<Mp4Index.Part>();
    var spans = new TreeMap<Long, Span>();
    long end = 0;
    for (int i = 1; i < list.size(); i++) {
      var part = list.parts().get(i);
      var file = numbers.get(part.uri());
      // What is not wanted has some length.
      long length = requireNonNullElse(part.length(), file == null ? 1L : lengths.get(file));
      // In one file, positions in the fragments are the file's.
      long at = single ? part.first() : end;
      fragments.add(new Mp4Index.Part(at, length, requireNonNullElse(part.micros(), 0L)));
      spans.put(at, new Span(i, file == null ? 0 : file, part.first()));
      end = Math.addExact(end, length);
    }
    return new Placed(index(fragments), spans);
  }

  /** When everything is; where it is, is not known. */
  Mp4Index timed() throws MalformedMediaException {
    var fragments = new ArrayList<Mp4Index.Part>();
    for (var part : list().parts().subList(1, list().size())) {
      long micros = requireNonNullElse(part.micros(), 0L);
      fragments.add(new Mp4Index.Part(fragments.size(), 1, micros));
    }
    return index(fragments);
  }

  private Mp4Index index(List<Mp4Index.Part> fragments) throws MalformedMediaException {
    return Mp4Index.ofParts(buffer(header), fragments, buffer(first), wanted.starts);
  }

  static ByteBuffer buffer(Buffer bytes) {
    return ByteBuffer.wrap(bytes.getBytes());
  }

  /**
   * Where a fragment is.
   *
   * @param part its number in the list
   * @param file number of the file, among those that are wanted
   * @param first position in it where the fragment begins
   */
  record Span(int part, int file, long first) {}

  /**
   * @param spans by the position that the index gives to the fragment
   */
  record Placed(Mp4Index index, NavigableMap<Long, Span> spans) {
    /** The fragment that a position in the index is in. */
    Map.Entry<Long, Span> at(long position) {
      return requireNonNull(spans.floorEntry(position), "no fragment is before the first");
    }

    /**
     * The same bytes in their file.
     *
     * @param before number of files that others have
     */
    Piece.Span inFile(Piece.Span span, int before) {
      var at = at(span.offset());
      var place = at.getValue();
      long first = place.first() + span.offset() - at.getKey();
      return new Piece.Span(before + place.file(), first, span.length(), span.treatment());
    }
  }
}
