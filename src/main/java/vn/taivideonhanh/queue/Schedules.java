package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.redis.Reply;

/**
 * Jobs that are added at their times, by whichever node with a worker comes first: looked at once a
 * second. A schedule whose times have passed while no node ran fires once for all of them, at once,
 * and goes on with its next time. A time at which too many jobs wait is skipped.
 */
public final class Schedules {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  /** How many there may be, so that all of them can be shown and looked at. */
  static final int MOST = 100;

  private static final int AT_ONCE = 16;

  /** After which another node does what the first one has begun and not brought to its end. */
  private static final long PATIENCE = 10_000;

  private final Ground ground;
  private final JobQueue queue;
  private final PutScheduleScript put;
  private final ListSchedulesScript list;

  Schedules(Ground ground, JobQueue queue) {
    this.ground = ground;
    this.queue = queue;
    put = new PutScheduleScript(ground);
    list = new ListSchedulesScript(ground);
  }

  /**
   * Keeps a schedule for all nodes; the same again changes nothing, another one of its name
   * replaces it. Fails with {@code INVALID_REQUEST} when there are a hundred others.
   */
  public Future<Void> put(Schedule schedule) {
    return put.run(schedule.name(), schedule.text(), next(schedule))
        .map(kept -> {
          if (kept < 0) {
            throw new Failure(
                ProblemCode.INVALID_REQUEST,
                "There are " + MOST + " schedules already. Take one away first.");
          }
          return null;
        });
  }

  /** Completes with whether there was such a schedule. */
  public Future<Boolean> remove(String name) {
    return put.run(name, "", 0).map(removed -> removed == 1);
  }

  /** All schedules, those that fire next first. */
  public Future<List<Planned>> all() {
    return list.run();
  }

  private long next(Schedule schedule) {
    return schedule.timing().after(Instant.ofEpochMilli(ground.now())).toEpochMilli();
  }

  /** Adds the jobs whose time has come; completes with how many schedules have fired here. */
  Future<Integer> fire() {
    var keys = ground.keys();
    return ground
        .store()
        .send(Command.ZRANGE, keys.next(), "-inf", ground.now(), "BYSCORE", "LIMIT", 0, AT_ONCE)
        .compose(due -> {
          var fired = names(due).stream().map(this::fire).toList();
          return Future.join(fired).map(_ -> (int) fired.stream().filter(Future::result).count());
        });
  }

  private static List<String> names(@Nullable Response reply) {
    return reply == null ? List.of() : reply.stream().map(Response::toString).toList();
  }

  private Future<Boolean> fire(String name) {
    var keys = ground.keys();
    return ground
        .store()
        .send(Command.ZSCORE, keys.next(), name)
        .compose(score -> {
          var time = score == null ? Long.MAX_VALUE : (long) Double.parseDouble(Reply.text(score));
          return time > ground.now() ? Future.succeededFuture(false) : fire(name, time);
        });
  }

  private Future<Boolean> fire(String name, long time) {
    var keys = ground.keys();
    return ground
        .store()
        .send(Command.SET, keys.firing(name, time), "1", "NX", "PX", PATIENCE)
        .compose(mine ->
            mine == null
                ? Future.succeededFuture(false)
                : ground
                    .store()
                    .send(Command.HGET, keys.schedules(), name)
                    .compose(text ->
                        text == null ? remove(name).<Void>mapEmpty() : add(name, text, time))
                    .map(true));
  }

  /** In this order: a node that dies in between is followed by one that adds the same id. */
  private Future<Void> add(String name, Response text, long time) {
    var schedule = Schedule.parse(name, text.toString());
    return queue
        .add(schedule.at(time))
        .compose(added -> note(name, time, added))
        .compose(_ ->
            ground.store().send(Command.ZADD, ground.keys().next(), "XX", next(schedule), name))
        .mapEmpty();
  }

  private Future<?> note(String name, long time, Added added) {
    var refused = added instanceof Added.Refused why ? why : null;
    if (refused != null) {
      LOG.warn("schedule {} is skipped this time: {}", name, refused);
      var meter = queue.meter();
      if (meter != null) {
        meter.skipped();
      }
    }
    var fired = new Planned.Fired(Instant.ofEpochMilli(time), refused);
    return ground.store().send(Command.HSET, ground.keys().fired(), name, fired.text());
  }
}
