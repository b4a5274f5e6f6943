package vn.taivideonhanh.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.taivideonhanh.media.Clip;

/**
 * Subtitles as a list of cues, which can be written as SubRip or as WebVTT.
 *
 * @param cues in the order of the file
 */
record SubtitleCues(List<Cue> cues) {
  /** More than any film has, and a bound for what one text can ask of us. */
  static final int MOST = 100_000;

  private static final Pattern STYLE = Pattern.compile("</?[biu]>");

  /**
   * One text on the screen.
   *
   * @param start milliseconds
   * @param end milliseconds, over {@code start}
   * @param text lines, as SubRip has them: {@code <b>}, {@code <i>} and {@code <u>} are style,
   *     every other character stands for itself
   */
  record Cue(long start, long end, String text) {}

  SubtitleCues {
    cues = List.copyOf(cues);
  }

  /** The cues of a part, moved to its start. */
  SubtitleCues part(Clip clip) {
    var part = new ArrayList<Cue>();
    for (var cue : cues) {
      if (cue.end > clip.startMillis() && cue.start < clip.endMillis()) {
        long start = Math.max(0, cue.start - clip.startMillis());
        long end = Math.min(cue.end, clip.endMillis()) - clip.startMillis();
        part.add(new Cue(start, end, cue.text));
      }
    }
    return new SubtitleCues(part);
  }

  /**
   * The same with an empty cue wherever nothing is shown. ffmpeg's MP4 muxer ends a text only when
   * the next one comes.
   */
  SubtitleCues withPauses() {
    var all = new ArrayList<Cue>();
    long shown = 0;
    for (var cue : cues) {
      if (!all.isEmpty() && cue.start > shown) {
        all.add(new Cue(shown, cue.start, " "));
      }
      all.add(cue);
      shown = Math.max(shown, cue.end);
    }
    all.add(new Cue(shown, shown + 1, " "));
    return new SubtitleCues(all);
  }

  /**
   * As a text.
   *
   * @param ext {@code srt} or {@code vtt}
   */
  String as(String ext) {
    return ext.equals("vtt") ? vtt() : srt();
  }

  private String srt() {
    var out = new StringBuilder();
    for (int i = 0; i < cues.size(); i++) {
      var cue = cues.get(i);
      out.append(i + 1).append('\n').append(clock(cue.start, ',')).append(" --> ");
      out.append(clock(cue.end, ',')).append('\n').append(cue.text).append("\n\n");
    }
    return out.toString();
  }

  private String vtt() {
    var out = new StringBuilder("WEBVTT\n\n");
    for (var cue : cues) {
      out.append(clock(cue.start, '.')).append(" --> ").append(clock(cue.end, '.'));
      out.append('\n').append(escaped(cue.text)).append("\n\n");
    }
    return out.toString();
  }

  /** Everything but style; an arrow, too, would be taken for something else. */
  private static String escaped(String text) {
    var out = new StringBuilder();
    var style = STYLE.matcher(text);
    int at = 0;
    while (style.find()) {
      out.append(plain(text.substring(at, style.start()))).append(style.group());
      at = style.end();
    }
    return out.append(plain(text.substring(at))).toString();
  }

  private static String plain(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String clock(long millis, char point) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%c%03d",
        millis / 3_600_000,
        millis / 60_000 % 60,
        millis / 1000 % 60,
        point,
        millis % 1000);
  }
}
