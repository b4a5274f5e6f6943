package vn.taivideonhanh.hook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import vn.taivideonhanh.hook.HookMessages.Count;
import vn.taivideonhanh.hook.HookMessages.Deliveries;
import vn.taivideonhanh.hook.HookMessages.Delivery;
import vn.taivideonhanh.hook.HookMessages.Page;
import vn.taivideonhanh.hook.HookMessages.Read;
import vn.taivideonhanh.hook.HookMessages.Sent;
import vn.taivideonhanh.hook.HookMessages.Subscriber;
import vn.taivideonhanh.hook.HookMessages.Subscribers;
import vn.taivideonhanh.hook.HookMessages.Told;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.queue.Job;
import vn.taivideonhanh.queue.JobQueue;
import vn.taivideonhanh.queue.JobState;

/** What admins see of webhooks and do with them. */
final class Desk {
  private final JobQueue queue;
  private final Crier crier;
  private final List<Receiver> receivers;
  private final Disabled disabled;

  Desk(HookSettings settings, JobQueue queue, Crier crier, List<Receiver> receivers) {
    this.queue = queue;
    this.crier = crier;
    this.receivers = receivers;
    this.disabled = new Disabled(settings);
  }

  List<MessageConsumer<?>> serve(Vertx vertx) {
    return List.of(
        HookMessages.SUBSCRIBERS.serve(vertx, _ -> subscribers()),
        HookMessages.DELIVERIES.serve(vertx, this::deliveries),
        HookMessages.READ.serve(vertx, this::read),
        HookMessages.RETRY.serve(
            vertx, retry -> queue.control().retryDead(retry.ids()).map(Count::new)),
        HookMessages.TEST.serve(
            vertx,
            test ->
                known(test.endpoint(), one -> crier.test(one, UUID.randomUUID().toString()))
                    .map(Sent::new)),
        HookMessages.ENABLE.serve(
            vertx,
            enable ->
                known(enable.endpoint(), disabled::remove).map(was -> new Count(was ? 1 : 0))));
  }

  private Future<Subscribers> subscribers() {
    return disabled
        .all(receivers)
        .map(off ->
            new Subscribers(
                receivers.stream()
                    .map(one ->
                        new Subscriber(one.name(), one.origin(), one.events(), off.get(one.name())))
                    .toList()));
  }

  private <T> Future<T> known(String name, Function<Receiver, Future<T>> action) {
    return receivers.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .map(action)
        .orElseGet(() -> Future.failedFuture(unknown("No endpoint is called so.")));
  }

  private static Failure unknown(String detail) {
    return new Failure(ProblemCode.NOT_FOUND, detail);
  }

  private Future<Deliveries> deliveries(Page page) {
    var state = JobState.valueOf(page.state().toUpperCase(Locale.ROOT));
    return queue
        .control()
        .jobs(state, page.after(), page.most())
        .map(jobs -> new Deliveries(jobs.stream().map(Desk::shown).toList()));
  }

  private Future<Told> read(Read read) {
    return queue
        .read(read.id())
        .compose(standing ->
            standing == null
                ? Future.failedFuture(unknown("No delivery that is kept is called so."))
                : queue
                    .control()
                    .log(read.id())
                    .map(lines -> new Told(shown(standing.job()), lines)));
  }

  private static Delivery shown(Job job) {
    var letter = Letter.parse(job.payload());
    var last = job.tail();
    return new Delivery(
        job.id(),
        letter.endpoint(),
        letter.type(),
        job.state().name().toLowerCase(Locale.ROOT),
        job.attempt(),
        job.addedAt(),
        job.state().ended() ? Long.valueOf(job.endedAt()) : null,
        last == null ? null : last.toString());
  }
}
