package vn.taivideonhanh;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.config.AppConfig;

/** Applies the section {@code log} of the configuration to the running log. */
final class LogSettings {
  private LogSettings() {}

  /** The level is that of our own classes; libraries stay at warnings unless it is lower. */
  static void apply(AppConfig.Log log) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var level = Level.toLevel(log.level());
    context.getLogger("vn.taivideonhanh").setLevel(level);
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(level.isGreaterOrEqual(Level.INFO) ? Level.WARN : level);
    root.iteratorForAppenders().forEachRemaining(appender -> format(appender, log.format()));
  }

  private static void format(Appender<ILoggingEvent> appender, String format) {
    if (appender instanceof OutputStreamAppender<ILoggingEvent> stream
        && stream.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> encoder
        && encoder.getLayout() instanceof LogLine line) {
      line.setFormat(format);
    }
  }
}
