package vn.taivideonhanh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.LogConfig;

/** Gives the log the level and the form that the configuration names. */
final class Logging {
  private Logging() {}

  static void apply(LogConfig log) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return;
    }
    context.getLogger("vn.taivideonhanh").setLevel(Level.toLevel(log.level()));
    var appenders = context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (appenders.hasNext()) {
      if (appenders.next() instanceof ConsoleAppender<?> console
          && console.getEncoder() instanceof LayoutWrappingEncoder<?> encoder
          && encoder.getLayout() instanceof LogLine line) {
        line.setFormat(log.format());
      }
    }
  }
}
