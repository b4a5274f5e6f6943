package vn.taivideonhanh.delivery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.plan.Convert;

/**
 * Writes the command that makes sound into another form. No text of a site is in it: tags and
 * picture are put in afterwards.
 */
record ConvertCommand(Path program) {
  /** What all encoders take; 5.1 becomes stereo. */
  private static final String FEW_CHANNELS = "aformat=channel_layouts=mono|stereo";

  List<String> of(Convert plan, FfmpegCommand.Input input, ConvertLength length) {
    var command = FfmpegCommand.beginning(program);
    var clip = plan.clip();
    // What is encoded is cut to the sample. A copy is cut where it is written: there it does not
    // matter whether the source can be entered in the middle.
    if (clip != null && !plan.copied()) {
      command.addAll(part(clip));
    }
    command.addAll(FfmpegCommand.input(input));
    command.addAll(List.of("-map", "0:a:0", "-map_metadata", "-1", "-map_chapters", "-1"));
    command.addAll(List.of("-vn", "-sn", "-dn", "-fflags", "+bitexact"));
    if (clip != null && plan.copied()) {
      command.addAll(part(clip));
    }
    command.addAll(plan.copied() ? copy(plan, input) : encode(plan, length));
    command.addAll(muxer(plan));
    command.add("pipe:1");
    return command;
  }

  private static List<String> part(Clip clip) {
    return List.of(
        "-ss", seconds(clip.startMillis()), "-t", seconds(clip.endMillis() - clip.startMillis()));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  private static List<String> copy(Convert plan, FfmpegCommand.Input input) {
    return input.adts() && plan.form().ext().equals("m4a")
        ? List.of("-c:a", "copy", "-bsf:a", "aac_adtstoasc")
        : List.of("-c:a", "copy");
  }

  private static List<String> encode(Convert plan, ConvertLength length) {
    var form = plan.form();
    var options = new ArrayList<>(List.of("-c:a", form.encoder()));
    switch (form) {
      case MP3 -> options.addAll(List.of("-q:a", "0", "-af", FEW_CHANNELS));
      case MP3_320, MP3_192, M4A, OPUS ->
          options.addAll(List.of("-b:a", Integer.toString(form.bitrate()), "-af", FEW_CHANNELS));
      case FLAC -> options.addAll(List.of("-sample_fmt", "s16"));
      case WAV -> {}
    }
    boolean measured =
        switch (form) {
          case FLAC, WAV -> length.exact();
          case MP3, MP3_320, MP3_192, M4A, OPUS -> false;
        };
    if (measured) {
      options.addAll(List.of("-af", justSoLong(length)));
    }
    return options;
  }

  /** Silence at the end up to the length, and nothing after it. */
  private static String justSoLong(ConvertLength length) {
    var seconds = String.format(Locale.ROOT, "%.6f", length.micros() / 1e6);
    return "apad=whole_dur=" + seconds + ",asetpts=N/SR/TB,atrim=duration=" + seconds;
  }

  private static List<String> muxer(Convert plan) {
    return switch (plan.form()) {
      case MP3, MP3_320, MP3_192 -> List.of("-id3v2_version", "0", "-write_xing", "0", "-f", "mp3");
      // Without a picture nothing but time ends a fragment.
      case M4A ->
          List.of(
              "-f",
              "ipod",
              "-movflags",
              "empty_moov+default_base_moof+skip_trailer",
              "-frag_duration",
              FfmpegCommand.FRAGMENT_MICROS);
      case OPUS -> List.of("-f", "opus");
      case FLAC -> List.of("-f", "flac");
      case WAV -> List.of("-f", "wav");
    };
  }
}
