package vn.taivideonhanh.delivery;

import static java.util.Objects.requireNonNullElse;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Piece;
import vn.taivideonhanh.media.mp4.Mp4Index;

/**
 * One track of which a playlist names the fragments.
 *
 * @param parts the initialization section, then the fragments
 * @param header the initialization section
 * @param first the beginning of the first fragment
 */
record SegmentsTrack(SegmentsReader.Parts parts, Buffer header, Buffer first) {
  PartList list() {
    return parts.list();
  }

  /** The files that the fragments are in. */
  List<Target> files() {
    return list().files().stream().map(list()::target).toList();
  }

  /**
   * Where everything is.
   *
   * @param lengths of the files, in bytes
   */
  Placed placed(List<Long> lengths) throws MalformedMediaException {
    var list = list();
    var files = list.files();
    Map<String, Integer> numbers = new HashMap<>();
    files.forEach(file -> numbers.put(file, numbers.size()));
    var fragments = new ArrayList<Mp4Index.Part>();
    var spans = new HashMap<Long, Span>();
    long end = 0;
    for (var part : list.parts().subList(1, list.size())) {
      int file = numbers.getOrDefault(part.uri(), 0);
      var told = part.length();
      long length = told == null ? lengths.get(file) : told;
      // In one file, positions in the fragments are the file's.
      long at = files.size() == 1 ? part.first() : end;
      fragments.add(new Mp4Index.Part(at, length, requireNonNullElse(part.micros(), 0L)));
      spans.put(at, new Span(file, part.first()));
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
    return Mp4Index.ofParts(buffer(header), fragments, buffer(first));
  }

  private static ByteBuffer buffer(Buffer bytes) {
    return ByteBuffer.wrap(bytes.getBytes());
  }

  /** A file by its number, and the position in it where a fragment begins. */
  record Span(int file, long first) {}

  /**
   * @param spans by the position that the index gives to the fragment
   */
  record Placed(Mp4Index index, Map<Long, Span> spans) {
    Placed {
      spans = Map.copyOf(spans);
    }

    /**
     * The same bytes in their file.
     *
     * @param before number of files that others have
     */
    Piece.Span inFile(Piece.Span span, int before) {
      var place = spans.getOrDefault(span.offset(), new Span(0, span.offset()));
      return new Piece.Span(before + place.file(), place.first(), span.length(), span.treatment());
    }
  }
}
