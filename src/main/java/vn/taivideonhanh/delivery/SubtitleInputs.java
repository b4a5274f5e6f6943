package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import vn.taivideonhanh.plan.StreamPlan.Subtitle;

/**
 * Subtitles on their way into a video. ffmpeg gets them as SubRip that we wrote, whatever the site
 * sent.
 */
record SubtitleInputs(Reading reading, Session session, FedFfmpeg ffmpeg) {
  /** Reads them all and offers them to ffmpeg, in order. */
  Future<List<FfmpegCommand.Text>> of(List<Subtitle> subtitles, String container) {
    var texts = subtitles.stream().map(subtitle -> of(subtitle, container.equals("mp4"))).toList();
    return Future.all(texts).map(_ -> texts.stream().map(Future::result).toList());
  }

  private Future<FfmpegCommand.Text> of(Subtitle subtitle, boolean pauses) {
    return SubtitleLane.fetch(reading, session, subtitle)
        .map(text -> pauses ? text.cues().withPauses() : text.cues())
        .compose(cues -> ffmpeg.offer(cues.as("srt").getBytes(UTF_8)))
        .map(url -> new FfmpegCommand.Text(language(subtitle.language()), url));
  }

  /** The three letters of ISO 639-2 for a BCP 47 tag; {@code und} for what has none. */
  static String language(String tag) {
    try {
      var code = Locale.forLanguageTag(tag.replace('_', '-')).getISO3Language();
      return code.isEmpty() ? "und" : code;
    } catch (MissingResourceException _) {
      return "und";
    }
  }
}
