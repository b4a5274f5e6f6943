package vn.taivideonhanh.media.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.taivideonhanh.process.Programs;

/** Archives put together here, read by those programs of others that this machine has. */
class ZipLayoutTest {
  private static final String CHECK =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None;"
          + " print(*[i.filename for i in z.infolist()], sep='|')";

  static Stream<List<String>> testers() {
    return Stream.of(
            List.of("unzip", "-tq"), List.of("bsdtar", "-tf"), List.of("python3", "-c", CHECK))
        .filter(command -> Programs.find(command.getFirst()) != null);
  }

  @ParameterizedTest
  @MethodSource("testers")
  void others_find_nothing_wrong(List<String> command, @TempDir Path folder) throws Exception {
    accepted(command, Files.write(folder.resolve("a.zip"), archive(sample())));
  }

  @ParameterizedTest
  @MethodSource("testers")
  void lengths_may_be_told_behind_the_bytes(List<String> command, @TempDir Path folder)
      throws Exception {
    var out = new ByteArrayOutputStream();
    var listed = new ArrayList<ZipRecords.Listed>();
    for (var entry : sample().entrySet()) {
      long offset = out.size();
      put(out, ZipRecords.header(new ZipEntry(entry.getKey(), ZipEntry.UNKNOWN)));
      out.writeBytes(entry.getValue());
      put(out, ZipRecords.descriptor(sum(entry.getValue())));
      listed.add(new ZipRecords.Listed(entry.getKey(), offset, sum(entry.getValue())));
    }
    put(out, ZipRecords.directory(listed, out.size()));
    accepted(command, Files.write(folder.resolve("a.zip"), out.toByteArray()));
  }

  private static void accepted(List<String> command, Path file) throws Exception {
    var whole = new ArrayList<>(command);
    whole.add(file.toString());
    var process = new ProcessBuilder(whole).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void java_reads_back_what_was_stored(@TempDir Path folder) throws Exception {
    var sample = sample();
    var file = Files.write(folder.resolve("a.zip"), archive(sample));
    try (var zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(java.util.zip.ZipEntry::getName))
          .containsExactlyElementsOf(sample.keySet());
      for (var entry : sample.entrySet()) {
        try (var in = zip.getInputStream(zip.getEntry(entry.getKey()))) {
          assertThat(in.readAllBytes()).isEqualTo(entry.getValue());
        }
      }
    }
  }

  @Test
  void the_same_entries_make_the_same_archive() {
    assertThat(archive(sample())).isEqualTo(archive(sample()));
    var parts = new ZipLayout(entries(sample())).parts();
    for (int i = 1; i < parts.size(); i++) {
      assertThat(parts.get(i).start()).isEqualTo(parts.get(i - 1).end());
    }
    assertThat(parts.getFirst().start()).isZero();
  }

  @Test
  void an_archive_beyond_four_gibibytes_says_so_in_the_form_of_zip64() {
    long large = (5L << 30) + 7;
    var layout =
        new ZipLayout(
            List.of(
                new ZipEntry("a", 3), new ZipEntry("b", large), new ZipEntry("c", 0xFFFFFFFFL)));
    var end = layout.directory(sums(3, large, 0xFFFFFFFFL)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(layout.parts().getLast().length()).isEqualTo(end.remaining());
    assertThat(layout.length()).isGreaterThan(9L << 30);

    int classic = end.remaining() - 22;
    assertThat(end.getInt(classic)).isEqualTo(0x06054b50);
    assertThat(end.getInt(classic + 16)).isEqualTo(-1);
    int locator = classic - 20;
    assertThat(end.getInt(locator)).isEqualTo(0x07064b50);
    long start = layout.parts().getLast().start();
    int record = (int) (end.getLong(locator + 8) - start);
    assertThat(end.getInt(record)).isEqualTo(0x06064b50);
    assertThat(end.getLong(record + 32)).isEqualTo(3);
    assertThat(end.getLong(record + 48)).isEqualTo(start);

    // The second is large but near, the third both large and far.
    int second = 46 + 1;
    assertThat(end.getInt(second + 20)).isEqualTo(-1);
    assertThat(end.getInt(second + 42)).isEqualTo(30 + 20 + 1 + 3 + 24);
    assertThat(end.getLong(second + 46 + 1 + 4)).isEqualTo(large);
    int third = second + 46 + 1 + 20;
    assertThat(end.getInt(third + 42)).isEqualTo(-1);
    assertThat(end.getLong(third + 46 + 1 + 4 + 16))
        .isEqualTo(2 * (30 + 20 + 1) + 3 + large + 2 * 24);
  }

  @Test
  void an_entry_of_four_gibibytes_less_one_is_the_first_that_needs_it() {
    var small = new ZipLayout(List.of(new ZipEntry("a", 0xFFFFFFFEL)));
    var large = new ZipLayout(List.of(new ZipEntry("a", 0xFFFFFFFFL)));
    // Both have a directory that begins too far for the classic record.
    assertThat(large.length() - small.length()).isEqualTo(1 + 20);
  }

  @Test
  void what_cannot_be_is_refused() {
    assertThatThrownBy(() -> new ZipEntry("", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ZipEntry("a".repeat(65_536), 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ZipEntry("a", -2)).isInstanceOf(IllegalArgumentException.class);
    var unknown = List.of(new ZipEntry("a", ZipEntry.UNKNOWN));
    assertThatThrownBy(() -> new ZipLayout(unknown)).isInstanceOf(IllegalArgumentException.class);
    var endless = List.of(new ZipEntry("a", Long.MAX_VALUE));
    assertThatThrownBy(() -> new ZipLayout(endless)).isInstanceOf(ArithmeticException.class);
  }

  private static Map<String, byte[]> sample() {
    var random = new Random(1);
    var sample = new LinkedHashMap<String, byte[]>();
    for (var name :
        List.of(
            "01 - Tải nhanh.mp4", "02 - 日本語 👩‍👩‍👧 (1).m4a", "03 - empty.mp4", "04 - x.mp4")) {
      var bytes = new byte[name.contains("empty") ? 0 : random.nextInt(100_000)];
      random.nextBytes(bytes);
      sample.put(name, bytes);
    }
    return sample;
  }

  private static List<ZipEntry> entries(Map<String, byte[]> sample) {
    return sample.entrySet().stream()
        .map(entry -> new ZipEntry(entry.getKey(), entry.getValue().length))
        .toList();
  }

  private static byte[] archive(Map<String, byte[]> sample) {
    var layout = new ZipLayout(entries(sample));
    var contents = List.copyOf(sample.values());
    var sums = contents.stream().map(ZipLayoutTest::sum).toList();
    var out = new ByteArrayOutputStream();
    for (var part : layout.parts()) {
      switch (part) {
        case ZipPart.Header header -> put(out, header.bytes());
        case ZipPart.Content content -> out.writeBytes(contents.get(content.entry()));
        case ZipPart.Descriptor descriptor ->
            put(out, ZipRecords.descriptor(sums.get(descriptor.entry())));
        case ZipPart.Directory _ -> put(out, layout.directory(sums));
      }
    }
    assertThat((long) out.size()).isEqualTo(layout.length());
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, ByteBuffer bytes) {
    try {
      int _ = Channels.newChannel(out).write(bytes.duplicate());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Checksum sum(byte[] bytes) {
    var crc = new CRC32();
    crc.update(bytes);
    return new Checksum((int) crc.getValue(), bytes.length);
  }

  private static List<Checksum> sums(long... lengths) {
    return Arrays.stream(lengths).mapToObj(length -> new Checksum(7, length)).toList();
  }
}
