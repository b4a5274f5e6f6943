package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.Reply;

/** lua/queue/add_job.lua */
final class AddJobScript {
  private static final LuaScript SCRIPT = LuaScript.load("queue/add_job");

  private final Ground ground;

  AddJobScript(Ground ground) {
    this.ground = ground;
  }

  Future<Added> run(NewJob job) {
    var keys = ground.keys();
    return ground
        .store()
        .run(
            SCRIPT,
            List.of(
                keys.waiting(), // waiting
                keys.due(), // due
                keys.backlogs(), // backlogs
                keys.meta(), // meta
                keys.record(job.id()), // record
                keys.flight(job.fingerprint()), // flight
                keys.people(job.id()), // people
                keys.start()), // prefix
            List.of(
                job.id(), // id
                job.person(), // person
                job.fingerprint(), // print
                job.weight(), // weight
                ground.now(), // now
                job.limit(), // most
                ground.config().waiting(), // mostInAll
                job.notBefore(), // notBefore
                keys.wake(), // wake
                job.payload())) // payload
        .map(AddJobScript::added);
  }

  private static Added added(Response reply) {
    var id = Reply.text(reply.get(1));
    return switch ((int) Reply.number(reply.get(0))) {
      case 1 -> new Added.Accepted(id, Added.How.CREATED);
      case 2 -> new Added.Accepted(id, Added.How.JOINED);
      case 3 -> new Added.Accepted(id, Added.How.ANSWERED);
      case -1 -> Added.Refused.PERSON_FULL;
      case -2 -> Added.Refused.QUEUE_FULL;
      default -> throw new IllegalStateException("add_job answered " + reply);
    };
  }
}
