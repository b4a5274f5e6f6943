package vn.taivideonhanh;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import io.vertx.core.json.JsonObject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.taivideonhanh.bus.Trace;

/**
 * Writes one line of the log, as text for people or as JSON for machines, and never a token of a
 * stream or a login, or a key: whatever looks like one is masked, in the message as in the
 * exception behind it. Line breaks in a message are escaped, so that nobody outside can forge a
 * line. What is done for an HTTP request names it: in brackets at the end, or as {@code request}.
 */
public final class LogLine extends LayoutBase<ILoggingEvent> {
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
  private static final Pattern TICKET = Pattern.compile("(tv[a-z]_)[a-z2-7]{44,}");
  private static final Pattern PATH =
      Pattern.compile("(/api/streaming/(?:stream|token)/)[^/?\\s\"']+");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final ThrowableProxyConverter traces = new ThrowableProxyConverter();
  private volatile boolean json;

  /** {@code text} or {@code json}. */
  public void setFormat(String format) {
    json = format.equals("json");
  }

  @Override
  public void start() {
    traces.setContext(getContext());
    traces.start();
    super.start();
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    var message = mask(event.getFormattedMessage());
    var trace = event.getThrowableProxy() == null ? "" : mask(traces.convert(event));
    return (json ? machine(event, message, trace) : person(event, message, trace)) + "\n";
  }

  private static String person(ILoggingEvent event, String message, String trace) {
    var request = Trace.current();
    var line =
        "%s %-5s %s  %s%s"
            .formatted(
                TIME.format(event.getInstant()),
                event.getLevel(),
                event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1),
                CONTROL.matcher(message).replaceAll("\u00b7"),
                request == null ? "" : " [" + request + "]");
    return trace.isEmpty() ? line : line + "\n" + trace.stripTrailing();
  }

  private static String machine(ILoggingEvent event, String message, String trace) {
    var line =
        new JsonObject()
            .put("time", TIME.format(event.getInstant()))
            .put("level", event.getLevel().toString().toLowerCase(Locale.ROOT))
            .put("logger", event.getLoggerName())
            .put("thread", event.getThreadName())
            .put("message", message);
    var request = Trace.current();
    if (request != null) {
      line.put("request", request);
    }
    event.getMDCPropertyMap().forEach(line::put);
    if (!trace.isEmpty()) {
      var _ = line.put("trace", trace);
    }
    return line.encode();
  }

  /** The text with every secret in it masked. */
  static String mask(String text) {
    var shorter = TICKET.matcher(JWT.matcher(text).replaceAll("***")).replaceAll("$1***");
    return PATH.matcher(shorter).replaceAll("$1***");
  }
}
