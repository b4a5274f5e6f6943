package vn.taivideonhanh.extract;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.media.MediaInfo;

/**
 * Extractors one after the other, each with the tools that are in use. The next one takes jobs once
 * it is warm; the one before ends when its last job has. A job is finished with the tools that it
 * began with.
 */
public final class ChangingExtractor implements Extractor {
  private static final Logger LOG = LoggerFactory.getLogger(ChangingExtractor.class);

  private final ToolsInUse tools;
  private final Function<Toolbox, Extractor> maker;
  private final Context context;
  private final long patienceMillis;
  private final List<Turn> leaving = new CopyOnWriteArrayList<>();
  private volatile Turn turn;
  private Runnable leave = () -> {};

  /**
   * For one verticle; made on its context.
   *
   * @param maker makes an extractor that is not started yet
   * @param patienceMillis how long one may take to be warm
   */
  public ChangingExtractor(
      Vertx vertx, ToolsInUse tools, Function<Toolbox, Extractor> maker, long patienceMillis) {
    this.tools = tools;
    this.maker = maker;
    this.context = vertx.getOrCreateContext();
    this.patienceMillis = patienceMillis;
    var first = tools.current();
    this.turn = new Turn(first, maker.apply(first));
  }

  @Override
  public Future<Void> start() {
    leave = tools.follow(this::change);
    return turn.extractor.start();
  }

  /** Runs on the verticle's context, to which the next extractor belongs, too. */
  private Future<Void> change(Toolbox next) {
    if (next.equals(turn.tools)) {
      return Future.succeededFuture();
    }
    Promise<Void> changed = Promise.promise();
    context.runOnContext(_ -> {
      var following = new Turn(next, maker.apply(next));
      following
          .extractor
          .start()
          .timeout(patienceMillis, TimeUnit.MILLISECONDS)
          .onSuccess(_ -> take(following))
          .recover(cause -> end(following).transform(_ -> Future.failedFuture(cause)))
          .onComplete(changed);
    });
    return changed.future();
  }

  private void take(Turn following) {
    var before = turn;
    leaving.add(before);
    turn = following;
    before.whenIdle(() -> end(before).onComplete(_ -> LOG.debug("An extractor has retired")));
  }

  private Future<Void> end(Turn ended) {
    leaving.remove(ended);
    return ended.extractor.stop().otherwiseEmpty();
  }

  @Override
  public Future<MediaInfo> extract(String jobId, String url, Consumer<String> step) {
    var mine = begin(jobId);
    return mine.extractor.extract(jobId, url, step).onComplete(_ -> mine.finish(jobId));
  }

  /** One that retires at this moment is not the one any more. */
  private Turn begin(String jobId) {
    var mine = turn;
    while (!mine.begin(jobId)) {
      mine = turn;
    }
    return mine;
  }

  @Override
  public void cancel(String jobId) {
    turn.extractor.cancel(jobId);
    leaving.forEach(one -> one.extractor.cancel(jobId));
  }

  @Override
  public Future<Void> stop() {
    leave.run();
    leaving.add(turn);
    return Future.join(leaving.stream().map(this::end).toList()).mapEmpty();
  }

  /** An extractor, and the jobs that it has. */
  private static final class Turn {
    private final Toolbox tools;
    private final Extractor extractor;
    private final Map<String, Integer> jobs = new LinkedHashMap<>();
    private Runnable idle = () -> {};
    private boolean retired;

    Turn(Toolbox tools, Extractor extractor) {
      this.tools = tools;
      this.extractor = extractor;
    }

    synchronized boolean begin(String jobId) {
      if (!retired) {
        var _ = jobs.merge(jobId, 1, Integer::sum);
      }
      return !retired;
    }

    synchronized void finish(String jobId) {
      jobs.computeIfPresent(jobId, (_, count) -> count == 1 ? null : count - 1);
      if (retired && jobs.isEmpty()) {
        idle.run();
      }
    }

    synchronized void whenIdle(Runnable then) {
      retired = true;
      idle = then;
      if (jobs.isEmpty()) {
        then.run();
      }
    }
  }
}
