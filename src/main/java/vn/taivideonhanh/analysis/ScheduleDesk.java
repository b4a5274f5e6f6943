package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import vn.taivideonhanh.analysis.ScheduleMessages.Keep;
import vn.taivideonhanh.analysis.ScheduleMessages.Remove;
import vn.taivideonhanh.analysis.ScheduleMessages.Schedules;
import vn.taivideonhanh.analysis.ScheduleMessages.Upcoming;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Planned;
import vn.taivideonhanh.queue.Schedule;
import vn.taivideonhanh.queue.Timing;

/** Answers operators who have the server analyse addresses at their times. */
final class ScheduleDesk {
  /** Who waits for them; leaves never. */
  private static final String PERSON = "_schedules";

  /** People go first. */
  private static final int WEIGHT = 1;

  private final AnalysisParts parts;

  ScheduleDesk(AnalysisParts parts) {
    this.parts = parts;
  }

  void serve(Vertx vertx) {
    ScheduleMessages.ALL.serve(vertx, _ -> all());
    ScheduleMessages.KEEP.serve(vertx, this::keep);
    ScheduleMessages.REMOVE.serve(vertx, this::remove);
  }

  private Future<Schedules> all() {
    return parts
        .queue()
        .schedules()
        .all()
        .map(all -> new Schedules(all.stream().map(ScheduleDesk::upcoming).toList()));
  }

  /** No answer that is there already will do: each time the site is asked. */
  private Future<Schedules> keep(Keep keep) {
    var url = parts.intake().apply(keep.url());
    var limit = parts.config().analysis().waiting();
    var job = Analyses.job(url, PERSON, WEIGHT, Long.MAX_VALUE, limit);
    var schedule = new Schedule(keep.name(), timing(keep), job);
    return parts.queue().schedules().put(schedule).compose(_ -> all());
  }

  private static Timing timing(Keep keep) {
    if ((keep.seconds() == null) == (keep.cron() == null)) {
      throw new Failure(ProblemCode.INVALID_REQUEST, "Say either everySeconds or cron.");
    }
    return keep.seconds() != null
        ? new Timing.Every(Duration.ofSeconds(keep.seconds()))
        : cron(String.valueOf(keep.cron()), keep.zone() == null ? "UTC" : keep.zone());
  }

  private static Timing cron(String fields, String zone) {
    try {
      return new Timing.Cron(fields, ZoneId.of(zone));
    } catch (DateTimeException _) {
      throw new Failure(ProblemCode.INVALID_REQUEST, "There is no such time zone.").inField("zone");
    } catch (IllegalArgumentException _) {
      var detail = "It must be five fields of crontab(5), such as 30 4 * * 1-5.";
      throw new Failure(ProblemCode.INVALID_REQUEST, detail).inField("cron");
    }
  }

  private Future<Schedules> remove(Remove remove) {
    return parts
        .queue()
        .schedules()
        .remove(remove.name())
        .compose(was ->
            was
                ? all()
                : Future.failedFuture(
                    new Failure(ProblemCode.NOT_FOUND, "There is no schedule of that name.")));
  }

  private static Upcoming upcoming(Planned planned) {
    var schedule = planned.schedule();
    var url = Records.url(schedule.job().payload());
    var kept =
        switch (schedule.timing()) {
          case Timing.Every(var interval) ->
              new Keep(schedule.name(), url, (int) interval.toSeconds(), null, null);
          case Timing.Cron(var fields, var zone) ->
              new Keep(schedule.name(), url, null, fields, zone.getId());
        };
    var last = planned.last();
    return new Upcoming(
        kept,
        planned.next().toEpochMilli(),
        last == null ? null : last.at().toEpochMilli(),
        last != null && last.refused() != null);
  }
}
