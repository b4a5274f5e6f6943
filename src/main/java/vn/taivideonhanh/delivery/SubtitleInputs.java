package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.stream.IntStream;
import vn.taivideonhanh.plan.Embed;
import vn.taivideonhanh.plan.StreamPlan.Subtitle;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Subtitles on their way into a video. ffmpeg gets them as SubRip that we wrote, whatever the site
 * sent.
 */
record SubtitleInputs(Reading reading, Session session, FedFfmpeg ffmpeg) {
  /** Reads them all and offers them to ffmpeg, in order. */
  Future<List<FfmpegCommand.Text>> of(List<Subtitle> subtitles, String container) {
    var texts =
        IntStream.range(0, subtitles.size())
            .mapToObj(number -> of(number, subtitles.get(number), container.equals("mp4")))
            .toList();
    return Future.all(texts).map(_ -> texts.stream().map(Future::result).toList());
  }

  private Future<FfmpegCommand.Text> of(int number, Subtitle subtitle, boolean pauses) {
    return SubtitleLane.fetch(reading, session, subtitle, () -> renewed(number))
        .map(text -> pauses ? text.cues().withPauses() : text.cues())
        .compose(cues -> ffmpeg.offer(cues.as("srt").getBytes(UTF_8)))
        .map(url -> new FfmpegCommand.Text(language(subtitle.language()), url));
  }

  private Future<Target> renewed(int number) {
    return ffmpeg
        .renewed()
        .map(fresh -> {
          if (fresh instanceof Embed embed && number < embed.subtitles().size()) {
            return Target.of(embed.subtitles().get(number).source());
          }
          throw new Failure(ProblemCode.SOURCE_CHANGED, "The site offers this in another way now.");
        });
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
