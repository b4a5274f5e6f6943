package vn.taivideonhanh.queue;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.redis.Subscription;

/**
 * What can be done with a queue. Safe to use from every thread; one of a node is enough. What is
 * asked while other calls are out goes to Redis together, as one script. Every call fails with
 * {@code UNAVAILABLE} while Redis is away. Calls that end an attempt answer that the lease is lost,
 * and write nothing, when it is not the newest.
 */
public final class JobQueue {
  private final Ground ground;
  private final List<Worker> workers = new CopyOnWriteArrayList<>();
  private final StepJobsScript step;
  private final BeatLeasesScript beat;
  private final ReapJobsScript reap;
  private final ReadJobScript read;
  private final Gathering<NewJob, Added> adding;
  private final Gathering<JobEnd, Boolean> ending;
  private final Gathering<CancelJobsScript.Leaving, Left> leaving;
  private final Gathering<NoteProgressScript.Note, Boolean> noting;
  private final QueueNews news;
  private final QueueControl control;
  private final Schedules schedules;
  private volatile @Nullable QueueMeter meter;

  public JobQueue(RedisStore store, QueueConfig config, InstantSource clock) {
    ground = new Ground(store, Keys.of(config), config, clock);
    step = new StepJobsScript(ground);
    beat = new BeatLeasesScript(ground);
    reap = new ReapJobsScript(ground);
    read = new ReadJobScript(ground);
    var add = new AddJobsScript(ground);
    adding = new Gathering<>(jobs -> added(add, jobs), store::promise);
    ending =
        new Gathering<>(ends -> step.run(ends, 0).map(StepJobsScript.Stepped::all), store::promise);
    leaving = new Gathering<>(new CancelJobsScript(ground)::run, store::promise);
    noting = new Gathering<>(new NoteProgressScript(ground)::run, store::promise);
    news = new QueueNews(ground);
    control = new QueueControl(ground, this);
    schedules = new Schedules(ground, this);
  }

  QueueConfig config() {
    return ground.config();
  }

  long now() {
    return ground.now();
  }

  /** What operators do with the queue. */
  public QueueControl control() {
    return control;
  }

  /** Jobs that are added again and again. */
  public Schedules schedules() {
    return schedules;
  }

  /** From now on {@code meter} hears what this node's workers do. */
  public void measure(QueueMeter meter) {
    this.meter = meter;
  }

  @Nullable QueueMeter meter() {
    return meter;
  }

  /** What happens to jobs, told to who listens. */
  public QueueNews news() {
    return news;
  }

  /** Adds a job, or joins the one that does or has done the same work. */
  public Future<Added> add(NewJob job) {
    return adding.ask(job);
  }

  /** Adds many jobs; the answers are in their order. */
  public Future<List<Added>> addAll(List<NewJob> jobs) {
    return adding.askAll(jobs);
  }

  /** The claims of this node's workers follow the jobs on the same line, without a wait. */
  private Future<List<Added>> added(AddJobsScript add, List<NewJob> jobs) {
    var ours = workers.stream().anyMatch(worker -> worker.takes(jobs.size()));
    var added = add.run(jobs, !ours);
    workers.forEach(Worker::nudgeFromAnywhere);
    return added;
  }

  /** Leases up to {@code most} jobs to the caller. */
  public Future<Claimed> claim(int most) {
    return step.run(List.of(), most).map(StepJobsScript.Stepped::claimed);
  }

  /** Ends attempts, and leases up to {@code most} jobs to the caller, in one step. */
  Future<StepJobsScript.Stepped> step(List<JobEnd> ends, int most) {
    return step.run(ends, most);
  }

  /**
   * Ends a job well.
   *
   * @param fresh for how long the result answers those who add the same work
   * @return false when the lease is lost
   */
  public Future<Boolean> finish(Job job, Buffer result, Duration fresh) {
    return ending.ask(end(job, new Outcome.Done(result, fresh)));
  }

  /**
   * Ends an attempt that failed.
   *
   * @param cause kept with the job
   * @param again whether another attempt may help; it follows after a pause, if any is left
   */
  public Future<AttemptEnd> fail(Job job, Buffer cause, boolean again) {
    var end = end(job, new Outcome.Failed(cause, again));
    return ending
        .ask(end)
        .map(ended ->
            !ended
                ? AttemptEnd.LOST
                : switch (end.state()) {
                  case DELAYED -> AttemptEnd.AGAIN;
                  case DEAD -> AttemptEnd.DEAD;
                  default -> AttemptEnd.FAILED;
                });
  }

  /** What an outcome makes of a job. */
  JobEnd end(Job job, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(_, var fresh) when leavesNothing(job) -> JobEnd.gone(job, fresh);
      case Outcome.Done(var result, var fresh) -> JobEnd.completed(job, now(), result, fresh);
      case Outcome.Failed failed -> failure(job, failed);
    };
  }

  /** A job that was counted in lanes has to say in which. */
  private boolean leavesNothing(Job job) {
    return config().bounds().ended() == 0 && !job.laned();
  }

  private JobEnd failure(Job job, Outcome.Failed failed) {
    var backoff = failed.backoff() == null ? config().backoff() : failed.backoff();
    if (failed.again() && job.attempt() < backoff.attempts()) {
      return JobEnd.delayed(job, now() + backoff.pause(job.attempt()), failed.cause());
    }
    var state = failed.again() ? JobState.DEAD : JobState.FAILED;
    return JobEnd.failed(job, state, now(), new JobEnd.Failing(failed.cause(), config().brief()));
  }

  /** Renews the leases of jobs; one answer for each. */
  public Future<List<Lease>> beat(List<Job> jobs) {
    return beat.run(jobs);
  }

  /**
   * Puts jobs whose leases have lapsed to the front, gives those up that lapse too often, and drops
   * those that have ended too long ago. Completes with how many leases had lapsed.
   */
  public Future<Integer> reap(Buffer cause) {
    return reap.run(cause)
        .map(reaped -> {
          var hears = meter;
          if (hears != null) {
            hears.swept(reaped.dropped());
          }
          return reaped.lapsed();
        });
  }

  /** Takes a person off a job; the last one to leave cancels it. */
  public Future<Left> cancel(String id, String person) {
    return leaving.ask(new CancelJobsScript.Leaving(id, person));
  }

  /** Notes what a job is doing; false when the lease is lost. */
  public Future<Boolean> progress(Job job, String text) {
    return note(new NoteProgressScript.Note(job, false, text));
  }

  /** Adds a line to a job's log, of which the newest lines stay; false when the lease is lost. */
  public Future<Boolean> log(Job job, String line) {
    return note(new NoteProgressScript.Note(job, true, line));
  }

  private Future<Boolean> note(NoteProgressScript.Note note) {
    note.job().note();
    return noting.ask(note);
  }

  /** Gives jobs back, unharmed; completes with how many were still leased to the caller. */
  public Future<Integer> release(List<Job> jobs) {
    return ending
        .askAll(jobs.stream().map(JobEnd::given).toList())
        .map(released -> (int) released.stream().filter(was -> was).count());
  }

  /** A job, or null when it is not known, or not any more. */
  public Future<@Nullable Standing> read(String id) {
    return read.run(id);
  }

  /** How many jobs are where. */
  public Future<QueueDepth> depth() {
    return control.depth();
  }

  /** Calls {@code listener} with the id of each job, of any node, that changes in any way. */
  public Future<Subscription> hearNews(Consumer<String> listener) {
    return news.hear(event -> listener.accept(event.id()));
  }

  /** Calls {@code listener} with the id of each job that is cancelled. */
  Future<Subscription> hearStops(Consumer<String> listener) {
    return ground.store().subscribe(ground.keys().stop(), listener);
  }

  /** Nudges {@code worker} when a job waits: one of this node at once, others while all idle. */
  Future<Subscription> hearWakes(Worker worker) {
    workers.add(worker);
    return ground
        .store()
        .subscribe(ground.keys().wake(), _ -> worker.nudgeFromAnywhere())
        .onFailure(_ -> workers.remove(worker))
        .map(subscription ->
            () -> {
              workers.remove(worker);
              subscription.cancel();
            });
  }
}
