package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * A site's file of subtitles, in UTF-8, with line feeds, and without control characters.
 *
 * @param ext {@code vtt} or {@code srt}
 */
record SubtitleText(String text, String ext, SubtitleCues cues) {
  private static final Pattern BREAK = Pattern.compile("\r\n?");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0080-\u009f&&[^\n\t]]");
  private static final Pattern WEBVTT = Pattern.compile("WEBVTT(?:[ \t\n].*)?", Pattern.DOTALL);

  /**
   * Reads a file.
   *
   * @throws Failure {@code SOURCE_UNAVAILABLE} when it is something else
   */
  static SubtitleText of(byte[] bytes, String ext) {
    var lines = BREAK.matcher(decoded(bytes)).replaceAll("\n");
    var text = CONTROL.matcher(lines).replaceAll("");
    boolean named = WEBVTT.matcher(text).matches();
    // What is WebVTT says so, whatever the site calls it.
    var kind = named ? "vtt" : "srt";
    var cues = SubtitleReader.read(text, kind);
    if (cues.cues().isEmpty() || (ext.equals("vtt") && !named)) {
      throw new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site sends something else instead.");
    }
    return new SubtitleText(text, kind, cues);
  }

  /**
   * The same as another file. The form that it has already keeps what the other could not say.
   *
   * @param wanted {@code vtt} or {@code srt}
   */
  byte[] as(String wanted, @Nullable Clip clip) {
    var made = clip == null ? cues : cues.part(clip);
    return (clip == null && wanted.equals(ext) ? text : made.as(wanted)).getBytes(UTF_8);
  }

  private static String decoded(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF);
    Charset charset = mark == 0xFEFF ? UTF_16BE : mark == 0xFFFE ? UTF_16LE : UTF_8;
    var text = new String(bytes, charset);
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
