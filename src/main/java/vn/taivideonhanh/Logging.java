package vn.taivideonhanh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
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
    context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .iteratorForAppenders()
        .forEachRemaining(appender -> format(appender, log.format()));
  }

  private static void format(Appender<ILoggingEvent> appender, String format) {
    if (appender instanceof ConsoleAppender<ILoggingEvent> console
        && console.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> encoder
        && encoder.getLayout() instanceof LogLine line) {
      line.setFormat(format);
    }
  }
}
