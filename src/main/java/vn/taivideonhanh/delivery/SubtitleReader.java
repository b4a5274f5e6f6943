package vn.taivideonhanh.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.delivery.SubtitleCues.Cue;

/**
 * Reads WebVTT and SubRip. In both, a line with times begins a cue and an empty line ends it; what
 * stands elsewhere (numbers, notes, style sheets) is left out. It reads what it can and never
 * fails.
 */
final class SubtitleReader {
  private static final String TIME = "(?:(\\d{1,4}):)?(\\d{1,2}):(\\d{1,2})[.,](\\d{1,3})";
  private static final Pattern TIMES =
      Pattern.compile("\\s{0,8}" + TIME + "\\s{0,8}-->\\s{0,8}" + TIME + "(?:\\s.*)?");

  /** Of WebVTT everything in angle brackets is a tag, of SubRip what looks like one. */
  private static final Pattern VTT_TAG = Pattern.compile("<(/?)(\\w*)[^<>]*>");

  private static final Pattern SRT_TAG =
      Pattern.compile("<(/?)([A-Za-z]{1,8})(?:\\s[^<>]*)?>|\\{\\\\[^{}]*\\}");

  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|nbsp|lrm|rlm|#\\d{1,7});");

  private final Pattern tag;
  private final boolean escaped;
  private final List<Cue> cues = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private long start;
  private long end;
  private boolean inside;

  private SubtitleReader(boolean escaped) {
    this.escaped = escaped;
    this.tag = escaped ? VTT_TAG : SRT_TAG;
  }

  /**
   * Reads a text with line feeds only.
   *
   * @param ext {@code vtt} or {@code srt}
   */
  static SubtitleCues read(String text, String ext) {
    var reader = new SubtitleReader(ext.equals("vtt"));
    text.lines().forEach(reader::line);
    reader.finish();
    return new SubtitleCues(reader.cues);
  }

  private void line(String line) {
    var times = line.contains("-->") ? TIMES.matcher(line) : null;
    if (times != null && times.matches()) {
      finish();
      start = millis(times, 1);
      end = millis(times, 5);
      inside = true;
    } else if (line.isBlank()) {
      finish();
    } else if (inside) {
      var clean = clean(line);
      if (!clean.isBlank()) {
        text.append(text.isEmpty() ? "" : "\n").append(clean);
      }
    }
  }

  private void finish() {
    if (inside && end > start && !text.isEmpty() && cues.size() < SubtitleCues.MOST) {
      cues.add(new Cue(start, end, text.toString()));
    }
    text.setLength(0);
    inside = false;
  }

  private String clean(String line) {
    var styled = tag.matcher(line).replaceAll(SubtitleReader::style);
    return escaped ? ENTITY.matcher(styled).replaceAll(SubtitleReader::character) : styled;
  }

  private static String style(MatchResult tag) {
    var name = tag.group(2) == null ? "" : tag.group(2).toLowerCase(Locale.ROOT);
    return switch (name) {
      case "b", "i", "u" -> "<" + tag.group(1) + name + ">";
      default -> "";
    };
  }

  private static String character(MatchResult entity) {
    var name = entity.group(1);
    var character =
        switch (name) {
          case "amp" -> "&";
          case "lt" -> "<";
          case "gt" -> ">";
          case "nbsp" -> "\u00a0";
          // They only steer the direction.
          case "lrm", "rlm" -> "";
          default -> numbered(Integer.parseInt(name.substring(1)));
        };
    return Matcher.quoteReplacement(character);
  }

  private static String numbered(int point) {
    boolean shown = Character.isValidCodePoint(point) && !Character.isISOControl(point);
    return shown && Character.getType(point) != Character.SURROGATE
        ? Character.toString(point)
        : "";
  }

  private static long millis(MatchResult times, int group) {
    return ((number(times.group(group)) * 60 + number(times.group(group + 1))) * 60
                + number(times.group(group + 2)))
            * 1000
        + number((times.group(group + 3) + "00").substring(0, 3));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
