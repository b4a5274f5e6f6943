package vn.taivideonhanh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;

/** Puts the log's level and form, which logback.xml leaves open, as the configuration says. */
final class Logging {
  private Logging() {}

  static void apply(AppConfig.Log log) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.getLogger("vn.taivideonhanh").setLevel(Level.toLevel(log.level()));
    if (log.format().equals("text")) {
      return;
    }
    var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (appenders.hasNext()) {
      if (appenders.next() instanceof ConsoleAppender<ILoggingEvent> console
          && !(console.getEncoder() instanceof JsonEncoder)) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.start();
        console.setEncoder(encoder);
      }
    }
  }
}
