package vn.taivideonhanh.media.webm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

/** WebM sources of every kind that sites have, and which of them are merged with each other. */
public final class Takes {
  private static final String VP9 = "libvpx-vp9 -deadline realtime -cpu-used 8 -g 5";

  private static final Map<String, String> PICTURES =
      Map.of(
          "vp9",
          VP9,
          "vp9-front",
          VP9 + " -cues_to_front 1",
          "vp9-short",
          VP9 + " -cluster_time_limit 300",
          "av1",
          "libaom-av1 -cpu-used 8 -usage realtime -g 10",
          "vp8",
          "libvpx -deadline realtime -cpu-used 8 -g 7");

  private static final Map<String, String> SOUNDS =
      Map.of(
          "opus", "libopus -b:a 96k",
          "opus-front", "libopus -cues_to_front 1",
          "opus-short", "libopus -cluster_time_limit 700",
          "vorbis", "libvorbis -cluster_time_limit 1500");

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
    var recipe = new TreeMap<>(PICTURES) + " " + new TreeMap<>(SOUNDS);
    return new Takes(KeptFolder.of("webm", recipe, Takes::make));
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
  }

  private static String encoder(String how) {
    return how.substring(0, how.indexOf(' '));
  }

  private static String[] words(String how) {
    return how.substring(how.indexOf(' ') + 1).split(" ", -1);
  }

  /** What is merged, the source whose track comes first before the other. */
  public static List<Pair> pairs() {
    return List.of(
        new Pair("vp9", "opus"),
        new Pair("vp9-front", "opus-front"),
        new Pair("vp9-short", "opus-short"),
        new Pair("vp9-front", "opus-short"),
        new Pair("av1", "opus"),
        new Pair("vp8", "vorbis"),
        new Pair("vorbis", "vp9-short"));
  }

  /** A source by its name. */
  public Path file(String name) {
    return directory.resolve(name + ".webm");
  }

  /** The names of all sources. */
  public static List<String> names() {
    return Stream.of(PICTURES.keySet(), SOUNDS.keySet())
        .flatMap(Collection::stream)
        .sorted()
        .toList();
  }

  /** How long a merge is, in seconds, by what ffprobe says of its sources. */
  public double seconds(Pair pair) throws Exception {
    return Math.max(Footage.duration(file(pair.first())), Footage.duration(file(pair.second())));
  }

  /** The merge of two of them, all of it. */
  public byte[] merged(Pair pair) throws Exception {
    return assembled(pair).whole();
  }

  Assembled assembled(Pair pair) throws Exception {
    return new Assembled(
        Files.readAllBytes(file(pair.first())), Files.readAllBytes(file(pair.second())));
  }
}
