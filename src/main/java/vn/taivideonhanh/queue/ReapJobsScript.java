package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/reap_jobs.lua */
final class ReapJobsScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/reap_jobs");

  private final Ground ground;

  ReapJobsScript(Ground ground) {
    this.ground = ground;
  }

  /**
   * What was found.
   *
   * @param lapsed leases
   * @param dropped jobs that had ended too long ago
   */
  record Reaped(int lapsed, int dropped) {}

  /** {@code cause} is kept with jobs that are given up. */
  Future<Reaped> run(Buffer cause) {
    var keys = ground.keys();
    var bounds = ground.config().bounds();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.meta(), // meta
                keys.leases(), // leases
                keys.news(), // news
                keys.ended(JobState.COMPLETED), // completed
                keys.ended(JobState.FAILED), // failed
                keys.ended(JobState.CANCELLED), // cancelled
                keys.ended(JobState.DEAD), // dead
                keys.limits(), // limits
                keys.held(), // held
                keys.start()), // prefix
            List.of(
                ground.now(), // now
                ground.config().stalls(), // most
                ground.keep(), // keep
                bounds.deadFor().toMillis(), // bury
                bounds.dead(), // buried
                ground.brief(), // brief
                bounds.news(), // width
                keys.wake(), // wake
                cause)) // cause
        .map(reply ->
            new Reaped((int) Reply.number(reply.get(0)), (int) Reply.number(reply.get(1))));
  }
}
