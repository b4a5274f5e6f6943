package vn.taivideonhanh.hook;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.bus.Endpoint;

/** What admins may ask of webhooks; whoever sends these has seen to it that it is one who asks. */
public final class HookMessages {
  /** Who is told. */
  public static final Endpoint<AskSubscribers, Subscribers> SUBSCRIBERS =
      new Endpoint<>("hook.subscribers", AskSubscribers.class, Subscribers.class);

  /** Deliveries of a state. */
  public static final Endpoint<Page, Deliveries> DELIVERIES =
      new Endpoint<>("hook.deliveries", Page.class, Deliveries.class);

  /** A delivery and what came of its attempts. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<Read, Told> READ =
      new Endpoint<>("hook.read", Read.class, Told.class);

  /** Tries given up deliveries again. */
  public static final Endpoint<Retry, Count> RETRY =
      new Endpoint<>("hook.retry", Retry.class, Count.class);

  /** Tells an endpoint that this is a test. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<Test, Sent> TEST =
      new Endpoint<>("hook.test", Test.class, Sent.class);

  /** Tells an endpoint again that has answered 410. Fails with {@code NOT_FOUND}. */
  public static final Endpoint<Enable, Count> ENABLE =
      new Endpoint<>("hook.enable", Enable.class, Count.class);

  private HookMessages() {}

  /** Asks who is told. */
  public record AskSubscribers() {}

  /** All of them. */
  public record Subscribers(List<Subscriber> subscribers) {
    public Subscribers {
      subscribers = List.copyOf(subscribers);
    }
  }

  /**
   * Somebody who is told.
   *
   * @param origin of the address, whose path may be a secret
   * @param disabledAt epoch milliseconds of the answer 410; null while it is told
   */
  public record Subscriber(
      String name, String origin, List<String> events, @Nullable Long disabledAt) {
    public Subscriber {
      events = List.copyOf(events);
    }
  }

  /**
   * Asks for deliveries.
   *
   * @param state {@code waiting}, {@code delayed}, {@code active}, {@code completed} or {@code
   *     dead}
   * @param after the last id of the page before; null for the first page
   */
  public record Page(String state, @Nullable String after, int most) {}

  /** Deliveries: those that have ended from the newest. */
  public record Deliveries(List<Delivery> deliveries) {
    public Deliveries {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * One message to one endpoint.
   *
   * @param id the {@code webhook-id}
   * @param attempts that were begun
   * @param addedAt epoch milliseconds
   * @param endedAt epoch milliseconds; null until then
   * @param last what came of the last attempt that ended; null before
   */
  public record Delivery(
      String id,
      String endpoint,
      String type,
      String state,
      int attempts,
      long addedAt,
      @Nullable Long endedAt,
      @Nullable String last) {}

  /** Names a delivery. */
  public record Read(String id) {}

  /** A delivery and a line for each attempt, the newest last. */
  public record Told(Delivery delivery, List<String> log) {
    public Told {
      log = List.copyOf(log);
    }
  }

  /** Names given up deliveries. */
  public record Retry(List<String> ids) {
    public Retry {
      ids = List.copyOf(ids);
    }
  }

  /** So many. */
  public record Count(int count) {}

  /** Names an endpoint to try. */
  public record Test(String endpoint) {}

  /** The delivery that was made. */
  public record Sent(String id) {}

  /** Names an endpoint that is to be told again. */
  public record Enable(String endpoint) {}
}
