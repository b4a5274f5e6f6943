package vn.taivideonhanh.extract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;

/**
 * One line of the warm extractor, as {@code extractor.py} describes them. The extractor's own
 * parent writes the head of each, so that job and event are known whatever a child put behind it.
 *
 * @param job null for what is said of no job
 */
record WarmLine(@Nullable String job, String event, String text) {
  private static final Pattern HEAD =
      Pattern.compile("\\{(?:\"id\":\"([A-Za-z0-9_-]{1,64})\",)?\"event\":\"([a-z]{1,16})\"");
  private static final String INFO = ",\"info\":";

  /** The line; null when it is none. */
  static @Nullable WarmLine parse(Buffer line) {
    var text = line.toString();
    var head = HEAD.matcher(text);
    return head.lookingAt() ? new WarmLine(head.group(1), head.group(2), text) : null;
  }

  /** The information of a {@code result}. */
  String info() {
    var start = text.indexOf(INFO);
    return start < 0 ? "" : text.substring(start + INFO.length(), text.length() - 1);
  }

  /** The process group of a job that has {@code started}; 0 when it has no number out here. */
  long pid() {
    return body().getLong("pid", 0L);
  }

  /** The step that a job has come to. */
  String step() {
    return body().getString("step", "");
  }

  /** What an {@code error} means. */
  Failure failure() {
    var body = body();
    return switch (body.getString("code", "")) {
      case "failed" -> SiteErrors.of(body.getString("kind"), body.getString("message"));
      case "timeout" -> JobFailures.tooSlow();
      case "memory", "output" -> JobFailures.tooLarge();
      case "cancelled" -> JobFailures.cancelled();
      case "busy" -> JobFailures.busy();
      default -> JobFailures.interrupted();
    };
  }

  private JsonObject body() {
    try {
      return new JsonObject(text);
    } catch (DecodeException _) {
      return new JsonObject();
    }
  }
}
