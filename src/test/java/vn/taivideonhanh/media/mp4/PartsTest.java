package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.media.MalformedMediaException;
import vn.taivideonhanh.media.layout.Piece;

/** An index of parts that a playlist names, and what is refused. */
class PartsTest {
  private static final byte[] FILE = TinyMp4.bytes(BoxType.VIDE, false);
  private static final int PART = 160;

  @Test
  void parts_of_a_list_become_spans() throws Exception {
    var parts = new ArrayList<Mp4Index.Part>();
    int media = FILE.length - 3 * PART;
    for (int i = 0; i < 3; i++) {
      parts.add(new Mp4Index.Part(media + i * PART, PART, 666_667));
    }
    var first = ByteBuffer.wrap(FILE, media, PART);
    var index = Mp4Index.ofParts(ByteBuffer.wrap(FILE, 0, media), parts, first);
    assertThat(index.fragmentCount()).isEqualTo(3);
    assertThat(index.durationMillis()).isEqualTo(2000);
    var pieces = MergedMp4.layout(List.of(index), null).pieces();
    assertThat(pieces.subList(1, 4))
        .extracting(piece -> ((Piece.Span) piece).offset())
        .containsExactly((long) media, (long) media + PART, (long) media + 2 * PART);
  }

  @Test
  void the_same_sources_give_the_same_header() throws Exception {
    assertThat(header()).isEqualTo(header());
  }

  private static Piece header() throws MalformedMediaException {
    var reader = new Mp4IndexReader(FILE.length);
    reader.feed(ByteBuffer.wrap(FILE));
    return MergedMp4.layout(List.of(reader.index()), null).pieces().getFirst();
  }

  @Test
  void an_index_of_a_part_of_the_file_is_refused() {
    var longer = new byte[FILE.length + PART];
    System.arraycopy(FILE, 0, longer, 0, FILE.length);
    System.arraycopy(FILE, FILE.length - PART, longer, FILE.length, PART);
    refused(longer, MalformedMediaException.Kind.UNSUPPORTED);
  }

  @Test
  void a_file_that_is_not_one_is_refused() {
    refused(new byte[PART], MalformedMediaException.Kind.BROKEN);
  }

  @Test
  void an_encrypted_file_is_refused() {
    var encrypted = FILE.clone();
    var bytes = ByteBuffer.wrap(encrypted);
    for (int at = 0; at < encrypted.length - 4; at++) {
      if (bytes.getInt(at) == BoxType.AV01) {
        bytes.putInt(at, BoxType.ENCV);
      }
    }
    refused(encrypted, MalformedMediaException.Kind.UNSUPPORTED);
  }

  private static void refused(byte[] file, MalformedMediaException.Kind kind) {
    var reader = new Mp4IndexReader(file.length);
    assertThatThrownBy(() -> reader.feed(ByteBuffer.wrap(file)))
        .isInstanceOfSatisfying(
            MalformedMediaException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
