package vn.taivideonhanh.delivery;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * Writes the command that joins tracks without encoding them. Each input has its demuxer named and
 * its protocols listed, so that nothing in it can make ffmpeg open a file or another address.
 * Processor time, length and time of the whole are not bounded here but by the limits of the child:
 * {@code -t} and {@code -fs} would end a file in the middle as if it were whole.
 */
record FfmpegCommand(Path program) {
  /** How long a fragment is that no key frame ends. */
  static final String FRAGMENT_MICROS = "2000000";

  private static final long MAX_ALLOC = 256 << 20;

  /**
   * One input.
   *
   * @param adts whether its audio is AAC in ADTS frames
   * @param url of the feed
   */
  record Input(StreamPlan.Track track, Container container, boolean adts, String url) {
    /** Whether ffmpeg can begin in its middle; what can't be jumped in is read from the start. */
    boolean jumps() {
      return track.source() instanceof Source.File;
    }
  }

  /**
   * Subtitles, already made into SubRip.
   *
   * @param language three letters of ISO 639-2
   * @param url of the feed
   */
  record Text(String language, String url) {}

  List<String> of(StreamPlan.Mux plan, List<Input> inputs, List<Text> texts) {
    var command = beginning(program);
    boolean jumps = inputs.stream().allMatch(Input::jumps);
    inputs.forEach(input -> command.addAll(input(input, jumps ? plan.clip() : null)));
    texts.forEach(text -> command.addAll(input("srt", "srt", text.url())));
    command.addAll(maps(inputs));
    command.addAll(jumps ? List.of() : span(plan.clip()));
    command.addAll(List.of("-c", "copy", "-map_metadata", "-1", "-map_chapters", "-1", "-dn"));
    command.addAll(texts.isEmpty() ? List.of("-sn") : texts(plan, inputs.size(), texts));
    if (plan.container().equals("mp4") && inputs.stream().anyMatch(Input::adts)) {
      command.addAll(List.of("-bsf:a", "aac_adtstoasc"));
    }
    command.addAll(output(plan));
    return command;
  }

  /** The part that is wanted of an input, or of the output; nothing for all of it. */
  private static List<String> span(@Nullable Clip clip) {
    if (clip == null) {
      return List.of();
    }
    var start = BigDecimal.valueOf(clip.startMillis(), 3).toPlainString();
    var end = BigDecimal.valueOf(clip.endMillis(), 3).toPlainString();
    return List.of("-ss", start, "-to", end);
  }

  private static List<String> input(Input input, @Nullable Clip clip) {
    var options = new ArrayList<>(span(clip));
    options.addAll(input(input));
    return options;
  }

  /** What every command begins with. */
  static List<String> beginning(Path program) {
    var command = new ArrayList<String>();
    command.add(program.toString());
    command.addAll(
        List.of("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-xerror"));
    command.addAll(List.of("-max_alloc", Long.toString(MAX_ALLOC), "-threads", "1"));
    return command;
  }

  static List<String> input(Input input) {
    return input(input.container().names(), input.container().demuxer(), input.url());
  }

  static List<String> input(String formats, String demuxer, String url) {
    return List.of(
        "-protocol_whitelist",
        "http,tcp",
        "-format_whitelist",
        formats,
        "-max_streams",
        "16",
        "-probesize",
        "5000000",
        "-analyzeduration",
        "5000000",
        "-f",
        demuxer,
        "-i",
        url);
  }

  /** They come after the other inputs, in order. */
  private static List<String> texts(StreamPlan.Mux plan, int first, List<Text> texts) {
    var options = new ArrayList<String>();
    for (int i = 0; i < texts.size(); i++) {
      options.addAll(List.of("-map", first + i + ":s:0"));
      options.addAll(List.of("-metadata:s:s:" + i, "language=" + texts.get(i).language()));
      options.addAll(List.of("-disposition:s:" + i, "0"));
    }
    options.addAll(List.of("-c:s", codec(plan.container())));
    return options;
  }

  private static String codec(String container) {
    return switch (container) {
      case "mp4" -> "mov_text";
      case "webm" -> "webvtt";
      default -> "srt";
    };
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
      case "mp4" -> mp4(plan);
      case "webm", "matroska" -> matroska(plan.container(), plan.head().durationSeconds());
      default -> throw new IllegalArgumentException("container " + plan.container());
    };
  }

  /** Without a picture no key frame ends a fragment, and all of it would be kept in memory. */
  private static List<String> mp4(StreamPlan.Mux plan) {
    var output = new ArrayList<>(List.of("-f", "mp4", "-movflags"));
    output.add("frag_keyframe+empty_moov+default_base_moof+skip_trailer");
    if (!plan.first().video()) {
      output.addAll(List.of("-frag_duration", FRAGMENT_MICROS));
    }
    output.add("pipe:1");
    return output;
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
