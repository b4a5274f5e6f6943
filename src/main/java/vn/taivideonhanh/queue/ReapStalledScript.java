package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/reap_stalled.lua */
final class ReapStalledScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/reap_stalled");

  private final Ground ground;

  ReapStalledScript(Ground ground) {
    this.ground = ground;
  }

  /** How many leases had lapsed; {@code cause} is kept with jobs that are given up. */
  Future<Integer> run(Buffer cause) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.leases(), // leases
                keys.waiting(), // waiting
                keys.backlogs(), // backlogs
                keys.meta(), // meta
                keys.dead(), // dead
                keys.start()), // prefix
            List.of(
                ground.now(), // now
                ground.config().stalls(), // most
                ground.keep(), // keep
                ground.brief(), // brief
                Ground.MOST_DEAD, // mostDead
                keys.wake(), // wake
                keys.news(), // news
                cause)) // cause
        .map(reply -> (int) Reply.number(reply));
  }
}
