package vn.taivideonhanh.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.AnalysisMessages.Trouble;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;

/**
 * What operators may know of the queue of analyses and do with it. Everything holds for all nodes
 * at once, and fails with {@code UNAVAILABLE} while Redis is away.
 */
public final class QueueMessages {
  /** How many jobs are where, and what holds them back. */
  public static final Endpoint<Survey, Overview> SURVEY =
      new Endpoint<>("analysis.survey", Survey.class, Overview.class);

  /** Jobs of one state, a page at a time. */
  public static final Endpoint<Page, Jobs> JOBS =
      new Endpoint<>("analysis.jobs", Page.class, Jobs.class);

  /** One job and what it has said. Fails with {@code ANALYSIS_NOT_FOUND}. */
  public static final Endpoint<Read, Told> READ =
      new Endpoint<>("analysis.read", Read.class, Told.class);

  /** Lets no job start, or lets them again. */
  public static final Endpoint<Pause, Count> PAUSE =
      new Endpoint<>("analysis.pause", Pause.class, Count.class);

  /** Cancels all jobs that wait. */
  public static final Endpoint<Drain, Count> DRAIN =
      new Endpoint<>("analysis.drain", Drain.class, Count.class);

  /** Ends a job whoever waits for it. Fails with {@code ANALYSIS_NOT_FOUND}. */
  public static final Endpoint<End, Count> END =
      new Endpoint<>("analysis.end", End.class, Count.class);

  /** Gives dead jobs all their attempts again, or forgets them. */
  public static final Endpoint<Settle, Count> SETTLE =
      new Endpoint<>("analysis.settle", Settle.class, Count.class);

  /** Sets what may run at once and start in a time. */
  public static final Endpoint<Bound, Count> LIMIT =
      new Endpoint<>("analysis.limit", Bound.class, Count.class);

  /** Leaves a site alone for a time. */
  public static final Endpoint<Slow, Count> SLOW =
      new Endpoint<>("analysis.slow", Slow.class, Count.class);

  /** What has happened since an event. */
  public static final Endpoint<Since, Happened> SINCE =
      new Endpoint<>("analysis.since", Since.class, Happened.class);

  /** A job has another state, or says something. */
  public static final Fact<Event> NEWS = new Fact<>("analysis.moved", Event.class);

  private QueueMessages() {}

  /** Asks for the figures. */
  public record Survey() {}

  /**
   * Figures of the queue.
   *
   * @param waiting for a worker, or for a limit
   * @param delayed between two attempts
   * @param active with a worker
   * @param dead given up and kept
   * @param paused whether no job starts
   * @param limits in the order of their lanes
   */
  public record Overview(
      long waiting, long delayed, long active, long dead, boolean paused, List<Limited> limits) {}

  /**
   * A limit.
   *
   * @param lane {@code people} or {@code sites} for each that has none of its own, {@code
   *     person:ID}, {@code site:HOST}
   * @param running at once; 0 for any number
   * @param starts in {@code seconds}; 0 for any number
   */
  public record Limited(String lane, int running, int starts, long seconds) {}

  /**
   * Asks for jobs: those that have ended from the newest, others in their order.
   *
   * @param state {@code waiting}, {@code delayed}, {@code active}, {@code completed}, {@code
   *     failed}, {@code dead} or {@code cancelled}
   * @param after the last id of the page before; null for the first page
   */
  public record Page(String state, @Nullable String after, int limit) {}

  /** A page of jobs. */
  public record Jobs(List<QueuedJob> jobs) {}

  /**
   * A job.
   *
   * @param url what is analysed
   * @param attempt of the last one, from 1; 0 before the first
   * @param stalls how often its worker fell silent
   * @param addedAt epoch milliseconds
   * @param endedAt epoch milliseconds; null until then
   * @param problem of the last attempt that failed; null for none
   */
  public record QueuedJob(
      String id,
      String state,
      String url,
      String person,
      String site,
      int weight,
      int attempt,
      int stalls,
      long addedAt,
      @Nullable Long endedAt,
      @Nullable Trouble problem) {}

  /** Asks for one job. */
  public record Read(String id) {}

  /** A job, and the last lines of its log. */
  public record Told(QueuedJob job, List<String> log) {}

  /** Says whether jobs may start. */
  public record Pause(boolean paused) {}

  /** Asks for an empty queue. */
  public record Drain() {}

  /** Names the job to end. */
  public record End(String id) {}

  /** Names dead jobs, and whether to try them again or forget them. */
  public record Settle(List<String> ids, boolean again) {}

  /** A limit to set; {@code limit} with 0 and 0 takes it away. */
  public record Bound(Limited limit) {}

  /** Names a site and for how long nothing of it starts. */
  public record Slow(String site, long seconds) {}

  /** How many jobs a command has changed. */
  public record Count(long jobs) {}

  /** Asks what has happened after the event with that id. */
  public record Since(String at) {}

  /** What has happened; null when some of it is not kept any more. */
  public record Happened(@Nullable List<Event> events) {}

  /**
   * Something happened to a job.
   *
   * @param at where in the order of events; several may have the same
   * @param state which it has now; null when it only says something
   */
  public record Event(String at, String id, @Nullable String state) {}
}
