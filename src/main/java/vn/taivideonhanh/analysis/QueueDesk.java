package vn.taivideonhanh.analysis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.analysis.QueueMessages.Bound;
import vn.taivideonhanh.analysis.QueueMessages.Count;
import vn.taivideonhanh.analysis.QueueMessages.End;
import vn.taivideonhanh.analysis.QueueMessages.Event;
import vn.taivideonhanh.analysis.QueueMessages.Happened;
import vn.taivideonhanh.analysis.QueueMessages.Jobs;
import vn.taivideonhanh.analysis.QueueMessages.Limited;
import vn.taivideonhanh.analysis.QueueMessages.Overview;
import vn.taivideonhanh.analysis.QueueMessages.Page;
import vn.taivideonhanh.analysis.QueueMessages.Pause;
import vn.taivideonhanh.analysis.QueueMessages.QueuedJob;
import vn.taivideonhanh.analysis.QueueMessages.Read;
import vn.taivideonhanh.analysis.QueueMessages.Settle;
import vn.taivideonhanh.analysis.QueueMessages.Since;
import vn.taivideonhanh.analysis.QueueMessages.Slow;
import vn.taivideonhanh.analysis.QueueMessages.Told;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.JobState;
import vn.taivideonhanh.queue.Lane;
import vn.taivideonhanh.queue.Left;
import vn.taivideonhanh.queue.Limit;
import vn.taivideonhanh.queue.News;
import vn.taivideonhanh.queue.QueueControl;

/** Answers operators: translates between the words of analyses and those of the queue. */
final class QueueDesk {
  private static final int CATCH_UP = 1_000;
  private static final Map<String, Lane> EACH = Map.of("people", Lane.PEOPLE, "sites", Lane.GROUPS);

  private final JobQueue queue;
  private final QueueControl control;

  QueueDesk(JobQueue queue) {
    this.queue = queue;
    this.control = queue.control();
  }

  void serve(Vertx vertx) {
    QueueMessages.SURVEY.serve(vertx, _ -> survey());
    QueueMessages.JOBS.serve(vertx, this::jobs);
    QueueMessages.READ.serve(vertx, this::read);
    QueueMessages.PAUSE.serve(vertx, this::pause);
    QueueMessages.DRAIN.serve(vertx, _ -> control.drain().map(Count::new));
    QueueMessages.END.serve(vertx, this::end);
    QueueMessages.SETTLE.serve(vertx, this::settle);
    QueueMessages.LIMIT.serve(vertx, this::limit);
    QueueMessages.SLOW.serve(vertx, this::slow);
    QueueMessages.SINCE.serve(vertx, this::since);
  }

  private Future<Overview> survey() {
    var paused = control.paused();
    var limits = control.limits();
    return control
        .depth()
        .compose(depth ->
            Future.all(paused, limits)
                .map(_ ->
                    new Overview(
                        depth.waiting(),
                        depth.delayed(),
                        depth.active(),
                        depth.dead(),
                        paused.result(),
                        limits.result().entrySet().stream()
                            .map(entry -> limited(entry.getKey(), entry.getValue()))
                            .toList())));
  }

  private Future<Jobs> jobs(Page page) {
    var state = JobState.valueOf(page.state().toUpperCase(Locale.ROOT));
    return control
        .jobs(state, page.after(), page.limit())
        .map(jobs -> new Jobs(jobs.stream().map(QueueDesk::shown).toList()));
  }

  private Future<Told> read(Read read) {
    var log = control.log(read.id());
    return queue
        .read(read.id())
        .compose(standing ->
            standing == null
                ? Future.failedFuture(Analyses.unknown())
                : log.map(lines -> new Told(shown(standing.job()), lines)));
  }

  private Future<Count> pause(Pause pause) {
    return (pause.paused() ? control.pause() : control.resume()).map(_ -> new Count(0));
  }

  private Future<Count> end(End end) {
    return control
        .cancelJob(end.id())
        .compose(left ->
            left == Left.UNKNOWN
                ? Future.failedFuture(Analyses.unknown())
                : Future.succeededFuture(new Count(left == Left.CANCELLED ? 1 : 0)));
  }

  private Future<Count> settle(Settle settle) {
    return (settle.again() ? control.retryDead(settle.ids()) : control.dropDead(settle.ids()))
        .map(Count::new);
  }

  private Future<Count> limit(Bound bound) {
    var wanted = bound.limit();
    var none = wanted.running() == 0 && wanted.starts() == 0;
    var most = new Limit(wanted.running(), wanted.starts(), Duration.ofSeconds(wanted.seconds()));
    return control.limit(lane(wanted.lane()), none ? null : most).map(_ -> new Count(0));
  }

  private Future<Count> slow(Slow slow) {
    return control.slowDown(slow.site(), Duration.ofSeconds(slow.seconds())).map(_ -> new Count(0));
  }

  private Future<Happened> since(Since since) {
    return queue.news().since(since.at(), CATCH_UP).map(news -> new Happened(events(news)));
  }

  private static @Nullable List<Event> events(@Nullable List<News> news) {
    return news == null ? null : news.stream().map(QueueDesk::event).toList();
  }

  static Event event(News news) {
    return new Event(news.at(), news.id(), news.state() == null ? null : name(news.state()));
  }

  private static String name(JobState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Lane lane(String name) {
    var each = EACH.get(name);
    if (each != null) {
      return each;
    }
    var own = name.substring(name.indexOf(':') + 1);
    return name.startsWith("person:") ? Lane.person(own) : Lane.group(own);
  }

  private static Limited limited(String key, Limit limit) {
    var name =
        switch (key) {
          case "p" -> "people";
          case "g" -> "sites";
          default -> (key.startsWith("p:") ? "person:" : "site:") + key.substring(2);
        };
    return new Limited(name, limit.running(), limit.starts(), limit.per().toSeconds());
  }

  private static QueuedJob shown(Job job) {
    return new QueuedJob(
        job.id(),
        name(job.state()),
        Records.url(job.payload()),
        job.person(),
        job.group(),
        job.weight(),
        job.attempt(),
        job.stalls(),
        job.addedAt(),
        job.state().ended() ? job.endedAt() : null,
        job.state() == JobState.COMPLETED || job.tail() == null
            ? null
            : Records.trouble(Objects.requireNonNull(job.tail())));
  }
}
