package vn.taivideonhanh.queue;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a schedule fires. */
public sealed interface Timing {
  /** The next time after that one; never, which is the end of time, for a date that is none. */
  Instant after(Instant time);

  /** The form in which it is kept. */
  String text();

  static Timing parse(String text) {
    var words = text.split(" ", 2);
    return words[0].equals("every")
        ? new Every(Duration.ofMillis(Long.parseLong(words[1])))
        : new Cron(words[1], ZoneId.of(words[0]));
  }

  /** At equal distances from the start of 1970, so that all nodes agree; at least a second. */
  record Every(Duration interval) implements Timing {
    public Every {
      if (interval.toMillis() < 1000) {
        throw new IllegalArgumentException("more often than once a second: " + interval);
      }
    }

    @Override
    public Instant after(Instant time) {
      var step = interval.toMillis();
      return Instant.ofEpochMilli((time.toEpochMilli() / step + 1) * step);
    }

    @Override
    public String text() {
      return "every " + interval.toMillis();
    }
  }

  /**
   * As crontab(5): minute, hour, day of the month, month, day of the week.
   *
   * @param fields five, with a space between
   */
  record Cron(String fields, ZoneId zone) implements Timing {
    private static final CronParser PARSER =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    public Cron {
      // Throws an IllegalArgumentException that says what is wrong.
      var _ = PARSER.parse(fields).validate();
    }

    @Override
    public Instant after(Instant time) {
      return ExecutionTime.forCron(PARSER.parse(fields))
          .nextExecution(time.atZone(zone))
          .map(next -> next.toInstant())
          .orElse(Instant.ofEpochMilli(Long.MAX_VALUE / 1000));
    }

    @Override
    public String text() {
      return zone + " " + fields;
    }
  }
}
