package vn.taivideonhanh.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.hook.HookMessages;

/** Webhooks, as JSON. */
final class HookView {
  private HookView() {}

  /** Schema {@code Webhooks}. */
  record Webhooks(List<Webhook> webhooks) {
    static Webhooks of(HookMessages.Subscribers all) {
      return new Webhooks(all.subscribers().stream().map(Webhook::of).toList());
    }
  }

  /** Schema {@code Webhook}. */
  record Webhook(String name, String origin, List<String> events, @Nullable String disabledAt) {
    static Webhook of(HookMessages.Subscriber one) {
      return new Webhook(one.name(), one.origin(), one.events(), Wire.timeOrNull(one.disabledAt()));
    }
  }

  /** Schema {@code Deliveries}. */
  record Deliveries(List<Delivery> deliveries) {
    static Deliveries of(HookMessages.Deliveries all) {
      return new Deliveries(all.deliveries().stream().map(Delivery::of).toList());
    }
  }

  /** Schema {@code Delivery}. */
  record Delivery(
      String id,
      String webhook,
      String type,
      String state,
      int attempts,
      String addedAt,
      @Nullable String endedAt,
      @Nullable String last) {
    static Delivery of(HookMessages.Delivery one) {
      return new Delivery(
          one.id(),
          one.endpoint(),
          one.type(),
          one.state(),
          one.attempts(),
          Wire.time(one.addedAt()),
          Wire.timeOrNull(one.endedAt()),
          one.last());
    }
  }

  /** Schema {@code DeliveryWithLog}. */
  record Whole(Delivery delivery, List<String> log) {
    static Whole of(HookMessages.Told told) {
      return new Whole(Delivery.of(told.delivery()), told.log());
    }
  }

  /** Schema {@code DeliveryCount}. */
  record Retried(int deliveries) {}
}
