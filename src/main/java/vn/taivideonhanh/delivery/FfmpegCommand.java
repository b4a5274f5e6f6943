package vn.taivideonhanh.delivery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Writes the command that joins tracks without encoding them. Each input has its demuxer named and
 * its protocols listed, so that nothing in it can make ffmpeg open a file or another address.
 * Processor time, length and time of the whole are not bounded here but by the limits of the child:
 * {@code -t} and {@code -fs} would end a file in the middle as if it were whole.
 */
record FfmpegCommand(Path program) {
  private static final long MAX_ALLOC = 256 << 20;

  /**
   * One input.
   *
   * @param adts whether its audio is AAC in ADTS frames
   * @param url of the feed
   */
  record Input(StreamPlan.Track track, Container container, boolean adts, String url) {}

  List<String> of(StreamPlan.Mux plan, List<Input> inputs) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(
        List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-xerror"));
    command.addAll(List.of("-max_alloc", Long.toString(MAX_ALLOC), "-threads", "1"));
    inputs.forEach(input -> command.addAll(input(input)));
    command.addAll(maps(inputs));
    command.addAll(
        List.of("-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn"));
    if (plan.container().equals("mp4") && inputs.stream().anyMatch(Input::adts)) {
      command.addAll(List.of("-bsf:a", "aac_adtstoasc"));
    }
    command.addAll(output(plan));
    return command;
  }

  private static List<String> input(Input input) {
    return List.of(
        "-protocol_whitelist",
        "http,tcp",
        "-format_whitelist",
        input.container().names(),
        "-max_streams",
        "16",
        "-probesize",
        "5000000",
        "-analyzeduration",
        "5000000",
        "-f",
        input.container().demuxer(),
        "-i",
        input.url());
  }

  /** A track that should be there is demanded; of one that holds both, whatever is there. */
  private static List<String> maps(List<Input> inputs) {
    var maps = new ArrayList<String>();
    for (int i = 0; i < inputs.size(); i++) {
      var track = inputs.get(i).track();
      var optional = track.video() && track.audio() ? "?" : "";
      if (track.video()) {
        maps.addAll(List.of("-map", i + ":V:0" + optional));
      }
      if (track.audio()) {
        maps.addAll(List.of("-map", i + ":a:0" + optional));
      }
    }
    return maps;
  }

  /** The trailer would hold positions in the file, which the added duration moves. */
  private static List<String> output(StreamPlan.Mux plan) {
    return switch (plan.container()) {
      case "mp4" ->
          List.of(
              "-f",
              "mp4",
              "-movflags",
              "frag_keyframe+empty_moov+default_base_moof+skip_trailer",
              "pipe:1");
      case "webm", "matroska" -> matroska(plan.container(), plan.head().durationSeconds());
      default -> throw new IllegalArgumentException("container " + plan.container());
    };
  }

  /** A muxer that can't go back writes the duration only when a tag tells it before. */
  private static List<String> matroska(String muxer, @Nullable Double seconds) {
    var output = new ArrayList<String>();
    if (seconds != null) {
      output.addAll(List.of("-metadata", "DURATION=" + clock(seconds)));
    }
    output.addAll(List.of("-f", muxer, "pipe:1"));
    return output;
  }

  private static String clock(double seconds) {
    long millis = Math.round(seconds * 1000);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        millis % 1000);
  }
}
