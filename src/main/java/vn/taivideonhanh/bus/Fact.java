package vn.taivideonhanh.bus;

import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.function.Consumer;

/**
 * Something that happened, told to every verticle of every node that listens. A fact may be lost:
 * what it tells can always be read in Redis, too.
 *
 * @param address the address, in the form {@code package.pastTense}
 */
public record Fact<T extends Record>(String address, Class<T> type) {
  /** Tells all listeners. */
  public void tell(Vertx vertx, T fact) {
    RecordCodec.register(vertx, type);
    vertx.eventBus().publish(address, fact);
  }

  /** Tells the listeners of this node: of what every node learns by itself. */
  public void tellHere(Vertx vertx, T fact) {
    RecordCodec.register(vertx, type);
    vertx.eventBus().publish(address, fact, new DeliveryOptions().setLocalOnly(true));
  }

  /** Calls {@code listener} for each fact until the returned consumer is unregistered. */
  public MessageConsumer<T> hear(Vertx vertx, Consumer<T> listener) {
    RecordCodec.register(vertx, type);
    return vertx.eventBus().consumer(address, message -> listener.accept(message.body()));
  }
}
