package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.Reply;

/** What operators do with a queue. Everything holds for all nodes at once. */
public final class QueueControl {
  private static final int PAGE = 200;

  private final Ground ground;
  private final JobQueue queue;
  private final ReadDepthScript depth;
  private final ListJobsScript list;
  private final RetryDeadScript retry;
  private final DropDeadScript drop;
  private final LimitScripts limits;
  private final SlowDownScript slow;

  QueueControl(Ground ground, JobQueue queue) {
    this.ground = ground;
    this.queue = queue;
    depth = new ReadDepthScript(ground);
    list = new ListJobsScript(ground);
    retry = new RetryDeadScript(ground);
    drop = new DropDeadScript(ground);
    limits = new LimitScripts(ground);
    slow = new SlowDownScript(ground);
  }

  /** How many jobs are where. */
  public Future<QueueDepth> depth() {
    return depth.run();
  }

  /** Lets no job start. Jobs are taken, and those that run go on. */
  public Future<Void> pause() {
    return meta(Command.HSET, "paused", 1);
  }

  /** Lets jobs start again. */
  public Future<Void> resume() {
    return meta(Command.HDEL, "paused")
        .compose(_ -> ground.store().send(Command.PUBLISH, ground.keys().wake(), "resumed"))
        .mapEmpty();
  }

  public Future<Boolean> paused() {
    return ground
        .store()
        .send(Command.HEXISTS, ground.keys().meta(), "paused")
        .map(reply -> Reply.number(reply) == 1);
  }

  private Future<Void> meta(Command command, Object... arguments) {
    var all = new Object[arguments.length + 1];
    all[0] = ground.keys().meta();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return ground.store().send(command, all).mapEmpty();
  }

  /** Cancels all jobs that wait, not those that run or are delayed; completes with how many. */
  public Future<Long> drain() {
    return jobs(JobState.WAITING, null, PAGE)
        .compose(page -> page.isEmpty() ? Future.succeededFuture(0L) : cancelled(page));
  }

  private Future<Long> cancelled(List<Job> page) {
    var all = page.stream().map(job -> cancelJob(job.id())).toList();
    return Future.all(all)
        .compose(_ -> drain())
        .map(more -> more + all.stream().filter(left -> left.result() == Left.CANCELLED).count());
  }

  /** Ends a job whoever waits for it. */
  public Future<Left> cancelJob(String id) {
    return queue.cancel(id, "");
  }

  /**
   * Jobs of a state: those that have ended from the newest, others in their order.
   *
   * @param after the last id of the page before; null for the first page
   */
  public Future<List<Job>> jobs(JobState state, @Nullable String after, int limit) {
    return list.run(state, after, limit);
  }

  /** Jobs that were given up, the newest first. */
  public Future<List<Job>> deadLetters(@Nullable String after, int limit) {
    return jobs(JobState.DEAD, after, limit);
  }

  /** Gives dead jobs all their attempts again; completes with how many there were. */
  public Future<Integer> retryDead(List<String> ids) {
    return ids.isEmpty() ? Future.succeededFuture(0) : retry.run(ids);
  }

  /** Forgets dead jobs; completes with how many there were. */
  public Future<Integer> dropDead(List<String> ids) {
    return ids.isEmpty() ? Future.succeededFuture(0) : drop.run(ids);
  }

  /** What a job has said, the newest line last. */
  public Future<List<String>> log(String id) {
    return ground
        .store()
        .send(Command.LRANGE, ground.keys().log(id), 0, -1)
        .map(lines -> lines == null ? List.of() : lines.stream().map(Response::toString).toList());
  }

  /** All limits, by lane. */
  public Future<Map<String, Limit>> limits() {
    return limits.all().map(TreeMap::new);
  }

  /** Sets the limit of a lane, or takes it away. */
  public Future<Void> limit(Lane lane, @Nullable Limit most) {
    return limits.set(lane, most);
  }

  /**
   * Sets the limit that is configured for each person or each group; completes with whether it is
   * now another one. What has been said by {@link #limit} since the last such call stays.
   *
   * @param lane {@link Lane#PEOPLE} or {@link Lane#GROUPS}
   */
  public Future<Boolean> configured(Lane lane, @Nullable Limit most) {
    return limits.configure(lane, most);
  }

  /** Lets no job of a group start before that time: its site has asked for less. */
  public Future<Void> slowDown(String group, Instant until) {
    return slow.run(group, until.toEpochMilli());
  }

  /** The same for a time from now on. */
  public Future<Void> slowDown(String group, Duration pause) {
    return slow.run(group, ground.after(pause));
  }
}
