package vn.taivideonhanh.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import vn.taivideonhanh.media.KeptFolder;

/** Sources whose pictures tell their number, so that it can be seen where a clip begins. */
public final class Counted {
  /** Of the pictures, a second. */
  public static final int RATE = 25;

  private static final Map<String, List<String>> PICTURES =
      Map.of(
          "h264",
          List.of("libx264", "-preset ultrafast -bf 2 -g 50 -pix_fmt yuv420p"),
          "av1",
          List.of("libaom-av1", "-cpu-used 8 -usage realtime -g 60"),
          "vp9",
          List.of("libvpx-vp9", "-deadline realtime -cpu-used 8 -g 75"));

  private static final Map<String, List<String>> SOUNDS =
      Map.of(
          "aac", List.of("aac", "-frag_duration 2500000"),
          "flac", List.of("flac", "-frag_duration 1500000"),
          "opus", List.of("libopus", "-frag_duration 1000000"));

  /** Which are there as WebM, too. */
  private static final Set<String> WEBM = Set.of("vp9", "av1", "opus");

  /** The same media in files that are not fragmented. */
  private static final Map<String, List<String>> PLAIN =
      Map.of(
          "plain-h264", List.of("h264"),
          "plain-aac", List.of("aac"),
          "plain-both", List.of("h264", "aac"));

  /** H.264 and AAC in parts, by the folders they are in, and their lists. */
  private static final Map<String, String> PARTS = Map.of("hls", "all.m3u8", "dash", "all.mpd");

  private final Path directory;

  private Counted(Path directory) {
    this.directory = directory;
  }

  /** All of them; making them takes some seconds, the first time. */
  public static Counted all() throws Exception {
    var recipes = List.of(new TreeMap<>(PICTURES), new TreeMap<>(SOUNDS), new TreeMap<>(PLAIN));
    var recipe = recipes + " " + new TreeSet<>(WEBM) + " " + new TreeMap<>(PARTS);
    return new Counted(KeptFolder.of("counted", recipe, Counted::make));
  }

  private static void make(Path folder) throws Exception {
    var footage = new Footage(folder);
    var pictures =
        PICTURES.entrySet().stream()
            .<Callable<Path>>map(it ->
                () -> footage.counted(it.getKey(), it.getValue().getFirst(), words(it.getValue())));
    var sounds =
        SOUNDS.entrySet().stream()
            .<Callable<Path>>map(it ->
                () -> footage.audio(it.getKey(), it.getValue().getFirst(), words(it.getValue())));
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (var take : pool.invokeAll(Stream.concat(pictures, sounds).toList())) {
        assertThat(take.get()).exists();
      }
    }
    for (var name : WEBM) {
      footage.webm(name);
    }
    for (var form : PARTS.keySet()) {
      footage.parts(form, "h264", "aac");
    }
    for (var plain : PLAIN.entrySet()) {
      assertThat(footage.plain(plain.getKey(), plain.getValue())).exists();
    }
  }

  private static String[] words(List<String> how) {
    return how.getLast().split(" ", -1);
  }

  /** The files' names, which are their codecs. */
  public static List<String> names() {
    return Stream.concat(PICTURES.keySet().stream(), SOUNDS.keySet().stream()).sorted().toList();
  }

  /** The names of those that are not fragmented. */
  public static List<String> plain() {
    return PLAIN.keySet().stream().sorted().toList();
  }

  /** Those that come in parts: the names of lists by those of folders. */
  public static Map<String, String> parts() {
    return PARTS;
  }

  /** A folder with the parts and their list: {@code hls} or {@code dash}. */
  public Path folder(String form) {
    return directory.resolve(form);
  }

  /** A source by its name. */
  public Path file(String name) {
    return directory.resolve(name + ".mp4");
  }

  /** The same media as WebM: {@code vp9}, {@code av1} or {@code opus}. */
  public Path webm(String name) {
    return directory.resolve(name + ".webm");
  }
}
