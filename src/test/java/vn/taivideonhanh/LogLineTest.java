package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The lines as they are written, without a log around them. */
class LogLineTest {
  private static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl-_";

  @Test
  void a_token_is_masked_wherever_it_stands() {
    assertThat(line("text", "GET /api/streaming/stream/" + TOKEN + "?inline=1 200", null))
        .contains("GET /api/streaming/stream/***?inline=1 200")
        .doesNotContain("eyJ");
    assertThat(line("json", "token " + TOKEN + " refused", null))
        .contains("token *** refused")
        .doesNotContain("eyJ");
    assertThat(line("text", "no", new IllegalStateException("bad " + TOKEN)))
        .contains("IllegalStateException: bad ***")
        .doesNotContain("eyJ");
  }

  @Test
  void a_key_is_masked() {
    assertThat(line("text", "key tvn_" + "a2".repeat(32) + " refused", null))
        .contains("key tvn_*** refused");
  }

  @Test
  void a_message_cannot_forge_a_line() {
    assertThat(line("text", "agent: x\r\n2026-11-22T00:00:00.000Z INFO forged", null))
        .hasLineCount(1);
  }

  @Test
  void a_json_line_is_json() {
    var line = new JsonObject(line("json", "say \"hi\"\n", new IllegalStateException("why")));
    assertThat(line.getString("message")).isEqualTo("say \"hi\"\n");
    assertThat(line.getString("level")).isEqualTo("warn");
    assertThat(line.getString("trace")).contains("IllegalStateException: why");
  }

  private static String line(String format, String message, @Nullable Throwable cause) {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var layout = new LogLine();
    layout.setContext(context);
    layout.setFormat(format);
    layout.start();
    var logger = context.getLogger("vn.taivideonhanh.Test");
    return layout.doLayout(
        new LoggingEvent("caller", logger, Level.WARN, message, cause, new Object[0]));
  }
}
