package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/finish_job.lua */
final class FinishJobScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/finish_job");

  private final Ground ground;

  FinishJobScript(Ground ground) {
    this.ground = ground;
  }

  Future<Boolean> run(Job job, Buffer result, Duration fresh) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.leases(), // leases
                keys.record(job.id()), // record
                keys.flight(job.fingerprint()), // flight
                keys.people(job.id()), // people
                keys.progress(job.id())), // progress
            List.of(
                job.id(), // id
                job.token(), // token
                ground.now(), // now
                ground.keep(), // keep
                fresh.toMillis(), // fresh
                keys.news(), // news
                result)) // result
        .map(reply -> Reply.number(reply) == 1);
  }
}
