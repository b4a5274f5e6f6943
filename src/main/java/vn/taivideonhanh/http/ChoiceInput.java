package vn.taivideonhanh.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Clip;
import vn.taivideonhanh.plan.Choice;
import vn.taivideonhanh.plan.Choice.SubtitleFile;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.token.TokenMessages.Selection;

/**
 * Reads what a token is wanted for from a body that the contract allows, and refuses what goes
 * without saying in no schema.
 */
record ChoiceInput(JsonObject body) {
  /**
   * The choice of one analysis.
   *
   * @throws InvalidInput when its parts do not go together
   */
  Choice choice() {
    var format = body.getString("format");
    var subtitle = body.getJsonObject("subtitle");
    if (subtitle != null) {
      without("clip", "A file of subtitles is not cut.");
      without("embed", "A file of subtitles holds no others.");
    }
    return new Choice(
        body.getString("preset"),
        format == null ? null : List.of(format.split("\\+", 2)),
        subtitle == null
            ? null
            : new SubtitleFile(subtitle.getString("language"), subtitle.getString("ext")),
        clip(body.getJsonObject("clip")),
        strings(body.getJsonArray("embed")));
  }

  /**
   * What goes into an archive; null when none is asked for.
   *
   * @throws InvalidInput when something goes with it that cannot
   */
  @Nullable Selection selection() {
    var archive = body.getJsonObject("archive");
    if (archive == null) {
      return null;
    }
    without("requestId", "An archive names its analyses itself.");
    without("clip", "Videos of an archive are whole.");
    without("embed", "Nothing is put into the videos of an archive.");
    return new Selection(
        strings(archive.getJsonArray("requestIds")),
        archive.getString("preset"),
        archive.getString("title"),
        archive.getBoolean("skip", false));
  }

  private static @Nullable Clip clip(@Nullable JsonObject clip) {
    if (clip == null) {
      return null;
    }
    long start = clip.containsKey("start") ? millis(clip, "start") : 0;
    long end = clip.containsKey("end") ? millis(clip, "end") : Clip.TO_THE_END;
    if (end <= start) {
      throw invalid("clip.end", "A clip ends after it starts.");
    }
    return new Clip(start, end);
  }

  private static long millis(JsonObject clip, String name) {
    var seconds = new BigDecimal(clip.getNumber(name).toString());
    try {
      return seconds.movePointRight(3).longValueExact();
    } catch (ArithmeticException _) {
      throw invalid("clip." + name, "Give seconds with three decimals at most.");
    }
  }

  private static List<String> strings(@Nullable JsonArray array) {
    return array == null ? List.of() : array.stream().map(String::valueOf).toList();
  }

  private void without(String name, String detail) {
    if (body.containsKey(name)) {
      throw invalid(name, detail);
    }
  }

  private static InvalidInput invalid(String field, String detail) {
    return new InvalidInput(ProblemCode.INVALID_REQUEST, field, detail);
  }
}
