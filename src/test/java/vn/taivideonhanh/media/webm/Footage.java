package vn.taivideonhanh.media.webm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Small WebM files, made and looked at by the real ffmpeg and ffprobe. */
record Footage(Path directory) {
  /** One of a file's packets: number of its stream, when it is shown in seconds, its digest. */
  record Packet(int stream, double pts, String hash) {}

  /** Four seconds of pictures, five a second. */
  Path video(String name, String encoder, String... options) throws Exception {
    return make(name, "testsrc2=size=160x90:rate=5:duration=4", List.of("-c:v", encoder), options);
  }

  /** Four seconds of noise, no two packets of which are equal. */
  Path audio(String name, String encoder, String... options) throws Exception {
    var noise = "anoisesrc=duration=4:sample_rate=48000:amplitude=0.1:seed=1";
    return make(name, noise, List.of("-c:a", encoder), options);
  }

  private Path make(String name, String input, List<String> codec, String... options)
      throws Exception {
    Assumptions.assumeTrue(
        run("ffmpeg", "-hide_banner", "-h", "encoder=" + codec.getLast()).startsWith("Encoder"),
        "this ffmpeg has no " + codec.getLast());
    var file = directory.resolve(name + ".webm");
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi"));
    command.addAll(List.of("-i", input));
    command.addAll(codec);
    command.addAll(List.of(options));
    command.add(file.toString());
    var _ = run(command.toArray(String[]::new));
    return file;
  }

  /**
   * The packets of all streams.
   *
   * @param options how to read the file
   */
  static List<Packet> packets(Path file, String... options) throws Exception {
    var entries = "packet=stream_index,pts_time,data_hash";
    var command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-show_packets"));
    command.addAll(List.of("-show_data_hash", "md5", "-show_entries", entries, "-of", "csv=p=0"));
    command.addAll(List.of(options));
    command.add(file.toString());
    return run(command.toArray(String[]::new))
        .lines()
        .map(line -> line.split(",", -1))
        // What a packet has beside is on a line of its own.
        .filter(fields -> fields.length > 2)
        .map(f -> new Packet(Integer.parseInt(f[0]), Double.parseDouble(f[1]), f[2]))
        .toList();
  }

  /** What ffmpeg has to say when it decodes all of the file: nothing. */
  static String complaints(Path file) throws Exception {
    return run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-");
  }

  /** How long a file says it is, in seconds. */
  static double duration(Path file) throws Exception {
    var entry = "format=duration";
    var said = run("ffprobe", "-v", "error", "-show_entries", entry, "-of", "csv=p=0", "" + file);
    return Double.parseDouble(said.strip());
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(Stream.of(command).toList() + ": " + said);
    }
    return said;
  }
}
