package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import vn.taivideonhanh.media.KeptFolder;

/** Sources of every kind that sites have, and which of them are merged with each other. */
public final class Takes {
  private static final Map<String, String> PICTURES =
      Map.of(
          "h264",
          "libx264 -preset ultrafast -bf 2 -g 5 -frag_duration 1000000",
          "h264-long",
          "libx264 -preset ultrafast -g 50",
          "h264-absolute",
          "libx264 -preset ultrafast -bf 0 -g 10 -movflags frag_keyframe+empty_moov+global_sidx",
          "h264-late",
          "libx264 -preset ultrafast -g 10 -output_ts_offset 60 -video_track_timescale 90000"
              + " -movflags frag_keyframe+empty_moov+default_base_moof+global_sidx+delay_moov",
          "h265",
          "libx265 -preset ultrafast -x265-params log-level=none:keyint=10:pools=1 -tag:v hvc1"
              + " -frag_duration 2000000",
          "av1",
          "libaom-av1 -cpu-used 8 -usage realtime -g 15 -frag_duration 3000000",
          "vp9",
          "libvpx-vp9 -deadline realtime -cpu-used 8 -g 5 -frag_duration 1000000");

  private static final Map<String, String> SOUNDS =
      Map.of(
          "aac", "aac -frag_duration 3000000",
          "aac-whole", "aac -frag_duration 10000000 -ar 44100",
          "aac-late", "aac -frag_duration 1000000 -output_ts_offset 60.3",
          "opus", "libopus -frag_duration 2000000",
          "ac3", "ac3 -frag_duration 1500000",
          "flac", "flac -frag_duration 5000000");

  private static final List<String> REWRITTEN =
      List.of(
          "h264-plain",
          "h264-nested",
          "h264-paired",
          "vp9-scaled",
          "aac-nested",
          "opus-scaled",
          "h264-wide",
          "aac-wide",
          "av1-narrow",
          "aac-narrow");

  private final Path directory;

  private Takes(Path directory) {
    this.directory = directory;
  }

  /** Two sources of one merge, by their names. */
  public record Pair(String first, String second) {
    @Override
    public String toString() {
      return first + "+" + second;
    }
  }

  /** All of them; making them takes some seconds, the first time. */
  public static Takes all() throws Exception {
    var recipe = new TreeMap<>(PICTURES) + " " + new TreeMap<>(SOUNDS) + " " + REWRITTEN;
    return new Takes(KeptFolder.of("mp4", recipe, Takes::make));
  }

  private static void make(Path folder) throws Exception {
    var footage = new Footage(folder);
    var all = new ArrayList<Callable<Path>>();
    PICTURES.forEach((name, how) -> all.add(() -> footage.video(name, encoder(how), words(how))));
    SOUNDS.forEach((name, how) -> all.add(() -> footage.audio(name, encoder(how), words(how))));
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var take : pool.invokeAll(all)) {
        assertThat(take.get()).exists();
      }
    }
    var takes = new Takes(folder);
    for (var name : REWRITTEN) {
      assertThat(takes.rewritten(name)).exists();
    }
  }

  private static String encoder(String how) {
    return how.substring(0, how.indexOf(' '));
  }

  private static String[] words(String how) {
    return how.substring(how.indexOf(' ') + 1).split(" ", -1);
  }

  private Path rewritten(String name) throws Exception {
    int dash = name.indexOf('-');
    var source = file(name.substring(0, dash));
    var to = file(name);
    return switch (name.substring(dash + 1)) {
      case "plain" -> new Rewritten(file("h264-absolute")).moved(to);
      case "nested" -> new Rewritten(source).nested(to);
      case "paired" -> new Rewritten(source).paired(to);
      case "scaled" -> new Rewritten(source).scaled(to, name.startsWith("vp9") ? 3 : 2);
      case "wide" -> Versions.wide(source, to);
      case "narrow" -> Versions.narrow(source, to);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** What is merged, the source whose track comes first before the other. */
  public static List<Pair> pairs() {
    var pairs = new ArrayList<Pair>();
    for (var picture : List.of("h264", "h265", "av1", "vp9")) {
      Stream.of("aac", "opus", "ac3", "flac")
          .map(sound -> new Pair(picture, sound))
          .forEach(pairs::add);
    }
    pairs.addAll(
        List.of(
            new Pair("h264-long", "aac"),
            new Pair("h264-long", "aac-whole"),
            new Pair("h264-plain", "aac-whole"),
            new Pair("h264-plain", "opus-scaled"),
            new Pair("h264-late", "aac-late"),
            new Pair("h264-nested", "aac-nested"),
            new Pair("h264-paired", "aac-nested"),
            new Pair("vp9-scaled", "opus-scaled"),
            new Pair("aac", "h264"),
            new Pair("h264-nested", "opus-scaled"),
            new Pair("h264-wide", "aac-wide"),
            new Pair("av1-narrow", "aac-narrow")));
    return pairs;
  }

  /** A source by its name. */
  public Path file(String name) {
    return directory.resolve(name + ".mp4");
  }

  /** The names of all sources. */
  public static List<String> names() {
    return Stream.of(PICTURES.keySet(), SOUNDS.keySet(), REWRITTEN)
        .flatMap(Collection::stream)
        .sorted()
        .toList();
  }

  /** A file of the same media with an index that ffmpeg reads, too. */
  public Path readable(String name) {
    return name.endsWith("-nested") || name.endsWith("-scaled")
        ? file(name.substring(0, name.indexOf('-')))
        : file(name);
  }

  /** The merge of two of them, all of it. */
  public byte[] merged(Pair pair) throws Exception {
    try (var assembled = new Assembled(null, file(pair.first()), file(pair.second()))) {
      return assembled.whole();
    }
  }

  /** How long a merge is, in seconds, by what ffprobe says of its sources. */
  public double seconds(Pair pair) throws Exception {
    double start = Math.min(start(pair.first()), start(pair.second()));
    return Math.max(Footage.end(readable(pair.first())), Footage.end(readable(pair.second())))
        - start;
  }

  private double start(String name) throws Exception {
    return Footage.start(readable(name));
  }
}
