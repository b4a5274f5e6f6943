package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/fail_job.lua */
final class FailJobScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/fail_job");

  private final Ground ground;

  FailJobScript(Ground ground) {
    this.ground = ground;
  }

  /** Ends an attempt; {@code attempts} is 0 where another one would not help. */
  Future<AttemptEnd> run(Job job, Buffer cause, int attempts, long again) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.leases(), // leases
                keys.due(), // due
                keys.dead(), // dead
                keys.record(job.id()), // record
                keys.flight(job.fingerprint()), // flight
                keys.people(job.id()), // people
                keys.progress(job.id())), // progress
            List.of(
                job.id(), // id
                job.token(), // token
                ground.now(), // now
                again, // again
                attempts, // attempts
                ground.keep(), // keep
                ground.brief(), // brief
                Ground.MOST_DEAD, // mostDead
                keys.news(), // news
                cause)) // cause
        .map(reply ->
            switch ((int) Reply.number(reply)) {
              case 1 -> AttemptEnd.AGAIN;
              case 2 -> AttemptEnd.FAILED;
              default -> AttemptEnd.LOST;
            });
  }
}
