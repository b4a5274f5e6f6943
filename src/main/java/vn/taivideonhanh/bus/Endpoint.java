package vn.taivideonhanh.bus;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.function.Function;

/**
 * A place on the event bus that takes one kind of question and gives one kind of answer, inside one
 * node.
 *
 * <p>A question is a record; an answer is one too, or a sealed interface of records, and the same
 * instance is handed over. A future that fails does so with a {@link
 * vn.taivideonhanh.problem.Failure}, whatever the other side threw.
 *
 * @param address the address, in the form {@code package.verb}
 * @param timeout how long an answer may take
 */
public record Endpoint<Q extends Record, A>(
    String address, Class<Q> question, Class<A> answer, Duration timeout) {

  /** An endpoint whose answers take ten seconds at most. */
  public Endpoint(String address, Class<Q> question, Class<A> answer) {
    this(address, question, answer, Duration.ofSeconds(10));
  }

  /** Asks, and completes with the answer or fails with a {@code Failure}. */
  public Future<A> ask(Vertx vertx, Q body) {
    RecordCodec.register(vertx, question);
    var options = new DeliveryOptions().setLocalOnly(true).setSendTimeout(timeout.toMillis());
    var request = Trace.current();
    if (request != null) {
      options.addHeader(Trace.HEADER, request);
    }
    return vertx
        .eventBus()
        .<A>request(address, body, options)
        .map(Message::body)
        .recover(cause -> Future.failedFuture(WireFailure.decode(cause)));
  }

  /** Answers every question with {@code handler} until the returned consumer is unregistered. */
  @CanIgnoreReturnValue
  public MessageConsumer<Q> serve(Vertx vertx, Function<Q, Future<A>> handler) {
    RecordCodec.register(vertx, question);
    RecordCodec.register(vertx, answer);
    return vertx.eventBus().localConsumer(address, message -> reply(message, handler));
  }

  private void reply(Message<Q> message, Function<Q, Future<A>> handler) {
    Trace.enter(message.headers().get(Trace.HEADER));
    Future<A> answered =
        Future.future(promise -> handler.apply(message.body()).onComplete(promise));
    answered
        .onSuccess(message::reply)
        .onFailure(cause -> message.reply(WireFailure.encode(address, cause)));
  }
}
