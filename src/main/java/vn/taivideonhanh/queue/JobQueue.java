package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Reply;
import vn.taivideonhanh.redis.Subscription;

/**
 * What can be done with a queue. Safe to use from every thread; one of a node is enough. Every call
 * is one script, and fails with {@code UNAVAILABLE} while Redis is away. Calls that end an attempt
 * answer that the lease is lost, and write nothing, when it is not the newest.
 */
public final class JobQueue {
  private final Ground ground;
  private final List<Runnable> nudges = new CopyOnWriteArrayList<>();
  private final AddJobScript add;
  private final ClaimJobsScript claim;
  private final FinishJobScript finish;
  private final FailJobScript fail;
  private final BeatLeasesScript beat;
  private final ReapStalledScript reap;
  private final CancelJobScript cancel;
  private final NoteProgressScript note;
  private final ReleaseJobsScript release;
  private final ReadJobScript read;

  public JobQueue(RedisStore store, QueueConfig config, InstantSource clock) {
    ground = new Ground(store, Keys.of(config), config, clock);
    add = new AddJobScript(ground);
    claim = new ClaimJobsScript(ground);
    finish = new FinishJobScript(ground);
    fail = new FailJobScript(ground);
    beat = new BeatLeasesScript(ground);
    reap = new ReapStalledScript(ground);
    cancel = new CancelJobScript(ground);
    note = new NoteProgressScript(ground);
    release = new ReleaseJobsScript(ground);
    read = new ReadJobScript(ground);
  }

  QueueConfig config() {
    return ground.config();
  }

  long now() {
    return ground.now();
  }

  /** Adds a job, or joins the one that does or has done the same work. */
  public Future<Added> add(NewJob job) {
    return add.run(job)
        .onSuccess(added -> {
          if (added instanceof Added.Accepted(_, Added.How how) && how == Added.How.CREATED) {
            nudges.forEach(Runnable::run);
          }
        });
  }

  /** Leases up to {@code most} jobs to the caller. */
  public Future<Claimed> claim(int most) {
    return claim.run(most);
  }

  /**
   * Ends a job well.
   *
   * @param fresh for how long the result answers those who add the same work
   * @return false when the lease is lost
   */
  public Future<Boolean> finish(Job job, Buffer result, Duration fresh) {
    return finish.run(job, result, fresh);
  }

  /**
   * Ends an attempt that failed.
   *
   * @param cause kept with the job
   * @param again whether another attempt may help; it follows after a pause, if any is left
   */
  public Future<AttemptEnd> fail(Job job, Buffer cause, boolean again) {
    return fail.run(job, cause, again ? config().attempts() : 0, ground.now() + pause(job));
  }

  /** Full jitter: anything up to a bound that doubles, so that jobs which failed together part. */
  private long pause(Job job) {
    var doubled = config().firstPause().toMillis() << Math.min(job.attempt() - 1, 20);
    var bound = Math.min(doubled, config().longestPause().toMillis());
    return ThreadLocalRandom.current().nextLong(bound + 1);
  }

  /** Renews the leases of jobs; one answer for each. */
  public Future<List<Lease>> beat(List<Job> jobs) {
    return beat.run(jobs);
  }

  /** Puts jobs whose leases have lapsed to the front, and gives those up that lapse too often. */
  public Future<Integer> reap(Buffer cause) {
    return reap.run(cause);
  }

  /** Takes a person off a job; the last one to leave cancels it. */
  public Future<Left> cancel(String id, String person) {
    return cancel.run(id, person);
  }

  /** Notes what a job is doing; false when the lease is lost. */
  public Future<Boolean> progress(Job job, String text) {
    return note.run(job, text);
  }

  /** Gives jobs back, unharmed; completes with how many were still leased to the caller. */
  public Future<Integer> release(List<Job> jobs) {
    return release.run(jobs);
  }

  /** A job, or null when it is not known, or not any more. */
  public Future<@Nullable Standing> read(String id) {
    return read.run(id);
  }

  /** How many jobs are where. */
  public Future<QueueDepth> depth() {
    var keys = ground.keys();
    var counts =
        List.of(keys.waiting(), keys.due(), keys.leases(), keys.dead()).stream()
            .map(key -> ground.store().send(Command.ZCARD, key).map(Reply::number))
            .toList();
    return Future.all(counts)
        .map(_ ->
            new QueueDepth(
                counts.get(0).result(),
                counts.get(1).result(),
                counts.get(2).result(),
                counts.get(3).result()));
  }

  /** Calls {@code listener} with the id of each job, of any node, that changes in any way. */
  public Future<Subscription> hearNews(Consumer<String> listener) {
    return ground.store().subscribe(ground.keys().news(), listener);
  }

  /** Calls {@code listener} with the id of each job that is cancelled. */
  Future<Subscription> hearStops(Consumer<String> listener) {
    return ground.store().subscribe(ground.keys().stop(), listener);
  }

  /** Calls {@code nudge} when a job waits: at once for one of this node, else while all idle. */
  Future<Subscription> hearWakes(Runnable nudge) {
    nudges.add(nudge);
    return ground
        .store()
        .subscribe(ground.keys().wake(), _ -> nudge.run())
        .map(subscription ->
            () -> {
              nudges.remove(nudge);
              subscription.cancel();
            });
  }
}
