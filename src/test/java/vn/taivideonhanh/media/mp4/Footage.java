package vn.taivideonhanh.media.mp4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Small fragmented files, made and looked at by the real ffmpeg and ffprobe. */
record Footage(Path directory) {
  private static final String FLAGS = "empty_moov+default_base_moof+global_sidx+delay_moov";

  /**
   * One of a file's packets.
   *
   * @param stream number of its stream
   * @param pts when it is shown, in seconds
   * @param hidden whether an edit list hides it
   * @param hash its digest
   */
  record Packet(int stream, double pts, boolean hidden, String hash) {}

  /** Ten seconds of pictures, five a second. */
  Path video(String name, String encoder, String... options) throws Exception {
    return make(name, "testsrc2=size=160x90:rate=5:duration=10", "-c:v", encoder, options);
  }

  /** Ten seconds of pictures, 25 a second, with their numbers: a bit in each twenty columns. */
  Path counted(String name, String encoder, String... options) throws Exception {
    var bits = "if(mod(floor(N/pow(2,floor(X/20))),2),235,16)";
    return make(
        name,
        "nullsrc=size=160x96:rate=25:duration=10,geq=lum='" + bits + "':cb=128:cr=128",
        "-c:v",
        encoder,
        options);
  }

  /** Ten seconds of noise, no two packets of which are equal. */
  Path audio(String name, String encoder, String... options) throws Exception {
    return make(
        name,
        "anoisesrc=duration=10:sample_rate=48000:amplitude=0.1:seed=1",
        "-c:a",
        encoder,
        options);
  }

  /** Puts what a file has into WebM, in clusters of two seconds at most. */
  void webm(String name) throws Exception {
    var from = directory.resolve(name + ".mp4").toString();
    var to = directory.resolve(name + ".webm").toString();
    var _ =
        run("ffmpeg", "-v", "error", "-i", from, "-c", "copy", "-cluster_time_limit", "2000", to);
  }

  /** Both in one file, and in the same fragments. */
  Path both(String name) throws Exception {
    return both(name, "-frag_duration", "2000000");
  }

  Path both(String name, String... options) throws Exception {
    var common =
        List.of(
            "-f",
            "lavfi",
            "-i",
            "anoisesrc=duration=10:sample_rate=48000:amplitude=0.1:seed=1",
            "-preset",
            "ultrafast",
            "-bf",
            "2",
            "-g",
            "10",
            "-c:a",
            "aac");
    return make(
        name,
        "testsrc2=size=160x90:rate=5:duration=10",
        "-c:v",
        "libx264",
        Stream.concat(common.stream(), Stream.of(options)).toArray(String[]::new));
  }

  /** Tracks of files that are there, in one that is not fragmented. */
  Path plain(String name, List<String> of) throws Exception {
    var file = directory.resolve(name + ".mp4");
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    of.forEach(source -> command.addAll(List.of("-i", directory + "/" + source + ".mp4")));
    command.addAll(List.of("-c", "copy", file.toString()));
    var _ = run(command.toArray(String[]::new));
    return file;
  }

  /**
   * A picture track and a sound track in parts of two seconds, in a folder with their lists.
   *
   * @param form {@code hls} or {@code dash}
   */
  void parts(String form, String picture, String sound) throws Exception {
    var folder = Files.createDirectory(directory.resolve(form));
    var how =
        switch (form) {
          case "hls" ->
              "-hls_time 2 -hls_list_size 0 -hls_segment_type fmp4 -master_pl_name all.m3u8"
                  + " -hls_fmp4_init_filename init-%v.mp4 -hls_segment_filename "
                  + folder.resolve("part-%v-%d.m4s");
          default -> "-seg_duration 2";
        };
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of("-i", directory + "/" + picture + ".mp4"));
    command.addAll(List.of("-i", directory + "/" + sound + ".mp4"));
    command.addAll(List.of("-map", "0:v", "-map", "1:a", "-c", "copy", "-f", form));
    command.addAll(List.of(how.split(" ", -1)));
    command.addAll(
        form.equals("hls")
            ? List.of("-var_stream_map", "v:0,agroup:s a:0,agroup:s,default:yes")
            : List.of("-adaptation_sets", "id=0,streams=v id=1,streams=a"));
    command.add(folder.resolve(form.equals("hls") ? "list-%v.m3u8" : "all.mpd").toString());
    var _ = run(command.toArray(String[]::new));
    if (form.equals("hls")) {
      // This ffmpeg names no codecs of what it only copies.
      var all = folder.resolve("all.m3u8");
      var codecs = "CODECS=\"avc1.4D400B,mp4a.40.2\",RESOLUTION";
      Files.writeString(all, Files.readString(all).replace("RESOLUTION", codecs));
    }
  }

  private Path make(String name, String input, String kind, String encoder, String... options)
      throws Exception {
    Assumptions.assumeTrue(
        run("ffmpeg", "-hide_banner", "-h", "encoder=" + encoder).startsWith("Encoder"),
        "this ffmpeg has no " + encoder);
    var file = directory.resolve(name + ".mp4");
    var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-f", "lavfi"));
    command.addAll(List.of("-i", input));
    int inputs = Arrays.asList(options).indexOf("-i") + 2;
    command.addAll(Arrays.asList(options).subList(0, inputs < 2 ? 0 : inputs));
    command.addAll(List.of(kind, encoder, "-strict", "-2", "-movflags", FLAGS));
    command.addAll(Arrays.asList(options).subList(inputs < 2 ? 0 : inputs, options.length));
    command.add(file.toString());
    var _ = run(command.toArray(String[]::new));
    return file;
  }

  /** The packets of all streams. */
  static List<Packet> packets(Path file) throws Exception {
    var said =
        run(
            "ffprobe",
            "-v",
            "error",
            "-show_packets",
            "-show_data_hash",
            "md5",
            "-show_entries",
            "packet=stream_index,pts_time,flags,data_hash:packet_side_data=",
            "-of",
            "csv=p=0",
            file.toString());
    // After what is skipped of a sound there is a new line.
    return said.replace("\n,", ",")
        .lines()
        .map(line -> line.split(",", -1))
        .map(f ->
            new Packet(
                Integer.parseInt(f[0]),
                Double.parseDouble(f[1]),
                f[2].contains("D"),
                f[f.length - 1]))
        .toList();
  }

  /** What ffmpeg has to say when it decodes all of the file: nothing. */
  static String complaints(Path file) throws Exception {
    return run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "null", "-");
  }

  /** When the last of all streams ends, in seconds. */
  static double end(Path file) throws Exception {
    return times(file).sum();
  }

  /** When the first of all streams begins, in seconds. */
  static double start(Path file) throws Exception {
    return times(file).findFirst().orElseThrow();
  }

  private static DoubleStream times(Path file) throws Exception {
    var said =
        run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "format=start_time,duration",
            "-of",
            "csv=p=0",
            file.toString());
    return Stream.of(said.strip().split(",")).mapToDouble(Double::parseDouble);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(List.of(command) + ": " + said);
    }
    return said;
  }
}
