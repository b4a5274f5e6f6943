package vn.taivideonhanh.token;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.Tiers;

/** What the scripts need to know of the tiers before they have read whose token it is. */
record TierLimits(Tiers tiers) {
  String json() {
    var json = new JsonObject();
    tiers
        .all()
        .forEach((name, tier) -> {
          var limits = new JsonObject();
          put(limits, "tokens", tier.tokensAtOnce());
          put(limits, "streams", tier.streamsAtOnce());
          put(limits, "day", tier.downloadsPerDay());
          put(limits, "bytes", tier.dayBytes());
          json.put(name, limits);
        });
    return json.encode();
  }

  private static void put(JsonObject limits, String name, @Nullable Number limit) {
    if (limit != null) {
      limits.put(name, limit);
    }
  }
}
