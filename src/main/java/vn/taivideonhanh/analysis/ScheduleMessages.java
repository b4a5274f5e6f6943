package vn.taivideonhanh.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;

/**
 * Analyses that the server makes by itself at their times, as operators say: to see each hour that
 * a site can still be read, or to have an answer ready when people come. One node makes each of
 * them. Everything fails with {@code UNAVAILABLE} while Redis is away.
 */
public final class ScheduleMessages {
  /** All that are kept, those that come next first. */
  public static final Endpoint<AskSchedules, Schedules> ALL =
      new Endpoint<>("analysis.schedules", AskSchedules.class, Schedules.class);

  /**
   * Keeps one in the place of the one of its name, if there is any. Fails with {@code
   * INVALID_REQUEST} for times that are none and for too many, and as an address that is pasted.
   */
  public static final Endpoint<Keep, Schedules> KEEP =
      new Endpoint<>("analysis.schedule", Keep.class, Schedules.class);

  /** Takes one away. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<Remove, Schedules> REMOVE =
      new Endpoint<>("analysis.unschedule", Remove.class, Schedules.class);

  private ScheduleMessages() {}

  /** Asks for all of them. */
  public record AskSchedules() {}

  /** What is kept after the question. */
  public record Schedules(List<Upcoming> schedules) {}

  /**
   * A schedule.
   *
   * @param next when it fires, in epoch milliseconds
   * @param last when it has fired last, the same; null before that
   * @param skipped whether nothing was analysed then, since too many analyses waited
   */
  public record Upcoming(Keep schedule, long next, @Nullable Long last, boolean skipped) {}

  /**
   * A schedule to keep, with either {@code seconds} or {@code cron}.
   *
   * @param name {@code [A-Za-z0-9_-]{1,48}}
   * @param url what is analysed
   * @param seconds from one time to the next, 60 or more; null where {@code cron} says it
   * @param cron five fields, crontab(5)
   * @param zone of {@code cron}, such as {@code Asia/Ho_Chi_Minh}; null for UTC
   */
  public record Keep(
      String name,
      String url,
      @Nullable Integer seconds,
      @Nullable String cron,
      @Nullable String zone) {}

  /** Names the one that goes. */
  public record Remove(String name) {}
}
