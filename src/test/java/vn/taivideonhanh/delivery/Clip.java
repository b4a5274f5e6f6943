package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Small media files, made and looked at by the real ffmpeg and ffprobe. */
final class Clip {
  private static final List<String> VIDEO =
      List.of("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=5");
  private static final List<String> AUDIO = List.of("-f", "lavfi", "-i", "sine=440:duration=5");

  private final Path directory;

  Clip(Path directory) {
    this.directory = directory;
  }

  /** H.264 alone, with a key frame a second. */
  @CanIgnoreReturnValue
  byte[] video(String name, String... options) throws IOException, InterruptedException {
    return make(
        name,
        VIDEO,
        options(List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "25"), options));
  }

  byte[] vp9(String name) throws IOException, InterruptedException {
    return make(name, VIDEO, List.of("-c:v", "libvpx", "-deadline", "realtime", "-g", "25"));
  }

  /** VP9 or AV1 in WebM, with a key frame a second. */
  byte[] webm(String name, String encoder) throws IOException, InterruptedException {
    var fast = List.of("-cpu-used", "8", "-g", "25", "-b:v", "300k");
    return make(name, VIDEO, options(fast, "-c:v", encoder, usage(encoder), "realtime"));
  }

  private static String usage(String encoder) {
    return encoder.equals("libaom-av1") ? "-usage" : "-deadline";
  }

  @CanIgnoreReturnValue
  byte[] audio(String name, String... options) throws IOException, InterruptedException {
    return make(name, AUDIO, options(List.of("-c:a", "aac"), options));
  }

  /** Sound in several files, whose names are the last option. */
  void sounds(List<String> options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(AUDIO);
    command.addAll(options);
    var _ = run(command);
  }

  byte[] opus(String name, String... options) throws IOException, InterruptedException {
    return make(name, AUDIO, options(List.of("-c:a", "libopus"), options));
  }

  /** Both, in one file. */
  @CanIgnoreReturnValue
  byte[] both(String name, String... options) throws IOException, InterruptedException {
    return make(
        name,
        Stream.concat(VIDEO.stream(), AUDIO.stream()).toList(),
        options(
            List.of("-c:v", "libx264", "-preset", "ultrafast", "-g", "25", "-c:a", "aac"),
            options));
  }

  /** A still, in the form that the name says. */
  byte[] picture(String name) throws IOException, InterruptedException {
    return make(
        name, List.of("-f", "lavfi", "-i", "color=red:size=64x48"), List.of("-frames:v", "1"));
  }

  /** The codec of each kind of track, the duration and the tags, by names in lower case. */
  Map<String, String> about(byte[] media) throws IOException, InterruptedException {
    var said =
        new JsonObject(
            run(
                List.of(
                    "ffprobe",
                    "-v",
                    "error",
                    "-of",
                    "json",
                    "-show_format",
                    "-show_streams",
                    kept(media).toString())));
    var about = new HashMap<String, String>();
    for (var each : said.getJsonArray("streams")) {
      var stream = (JsonObject) each;
      about.put(stream.getString("codec_type"), stream.getString("codec_name"));
      // A picture has words of its own.
      if (stream.getString("codec_type").equals("audio")) {
        tags(stream, about);
      }
    }
    var format = said.getJsonObject("format");
    tags(format, about);
    about.put("duration", format.getString("duration", "0"));
    return about;
  }

  /** A track of subtitles, as SubRip. */
  String texts(byte[] media, int track) throws IOException, InterruptedException {
    var from = kept(media).toString();
    return run(
        List.of("ffmpeg", "-v", "error", "-i", from, "-map", "0:s:" + track, "-f", "srt", "-"));
  }

  /** The languages of the tracks of subtitles. */
  List<String> languages(byte[] media) throws IOException, InterruptedException {
    var entries = "stream_tags=language";
    return run(List.of(
            "ffprobe",
            "-v",
            "error",
            "-select_streams",
            "s",
            "-show_entries",
            entries,
            "-of",
            "csv=p=0",
            kept(media).toString()))
        .lines()
        .toList();
  }

  private static void tags(JsonObject of, Map<String, String> into) {
    of.getJsonObject("tags", new JsonObject())
        .forEach(tag -> into.put(tag.getKey().toLowerCase(Locale.ROOT), tag.getValue().toString()));
  }

  /** What ffmpeg finds wrong when it plays all of it. */
  String errors(byte[] media) throws IOException, InterruptedException {
    return run(List.of("ffmpeg", "-v", "error", "-i", kept(media).toString(), "-f", "null", "-"));
  }

  /** The same of a file that has pictures closer together than its rate has them. */
  String faults(byte[] media) throws IOException, InterruptedException {
    var from = kept(media).toString();
    return run(List.of("ffmpeg", "-v", "error", "-y", "-i", from, "-f", "hash", "/dev/null"));
  }

  private Path kept(byte[] media) throws IOException {
    return Files.write(Files.createTempFile(directory, "media", ""), media);
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** Each stream's type and codec, and the duration: {@code video=h264 audio=aac 5.0}. */
  String probe(byte[] media) throws IOException, InterruptedException {
    var file = Files.write(Files.createTempFile(directory, "probe", ""), media);
    var said =
        run(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-show_entries",
                "stream=codec_name,codec_type:format=duration",
                "-of",
                "default=noprint_wrappers=1",
                file.toString()));
    var found = new ArrayList<String>();
    var codec = "";
    for (var line : said.lines().toList()) {
      var value = line.substring(line.indexOf('=') + 1);
      switch (line.substring(0, line.indexOf('='))) {
        case "codec_name" -> codec = value;
        case "codec_type" -> found.add(value + "=" + codec);
        case "duration" ->
            found.add(String.valueOf(Math.round(Double.parseDouble(value) * 10) / 10.0));
        default -> {}
      }
    }
    return String.join(" ", found);
  }

  /**
   * When each picture is shown that no edit list hides, in that order, by a digest of its bytes.
   */
  Map<String, Double> pictures(byte[] media) throws IOException, InterruptedException {
    var said =
        run(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_packets",
                "-show_data_hash",
                "md5",
                "-show_entries",
                "packet=pts_time,flags,data_hash",
                "-of",
                "csv=p=0",
                kept(media).toString()));
    var pictures = new LinkedHashMap<String, Double>();
    said.lines()
        .map(line -> line.split(",", -1))
        .filter(fields -> !fields[1].contains("D") && Double.parseDouble(fields[0]) > -1e-4)
        .sorted(Comparator.comparingDouble(fields -> Double.parseDouble(fields[0])))
        .forEach(fields -> pictures.put(fields[2], Double.parseDouble(fields[0])));
    return pictures;
  }

  /** A digest of each packet's bytes, stream by stream. */
  String packets(byte[] media, String stream) throws IOException, InterruptedException {
    var file = Files.write(Files.createTempFile(directory, "packets", ""), media);
    return run(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            file.toString(),
            "-map",
            "0:" + stream,
            "-c",
            "copy",
            "-f",
            "streamhash",
            "-"));
  }

  /** The same media so many times over. */
  void copy(String name, String of, int times, String... options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-stream_loop"));
    command.addAll(List.of(Integer.toString(times - 1), "-i", of, "-c", "copy"));
    command.addAll(List.of(options));
    command.add(name);
    var _ = run(command);
  }

  private byte[] make(String name, List<String> input, List<String> options)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(input);
    command.addAll(options);
    command.add(file(name).toString());
    var _ = run(command);
    return Files.readAllBytes(file(name));
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + said);
    }
    return said;
  }

  private static List<String> options(List<String> common, String... more) {
    return Stream.concat(common.stream(), Stream.of(more)).toList();
  }
}
