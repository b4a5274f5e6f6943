package vn.taivideonhanh.token;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig.Tier;

/** The limits of each tier as they are now; they may change while the program runs. */
final class Tiers {
  private static final String FALLBACK = "free";

  private final Supplier<Map<String, Tier>> source;

  Tiers(Supplier<Map<String, Tier>> source) {
    this.source = source;
  }

  /** The tier of that name; the free one when it is not configured any more. */
  Tier named(String name) {
    var all = source.get();
    return Objects.requireNonNull(all.getOrDefault(name, all.get(FALLBACK)), FALLBACK);
  }

  /** What the scripts need to know before they have read whose token it is. */
  String json() {
    var json = new JsonObject();
    source
        .get()
        .forEach((name, tier) -> {
          var limits = new JsonObject();
          put(limits, "tokens", tier.tokensAtOnce());
          put(limits, "streams", tier.streamsAtOnce());
          put(limits, "day", tier.downloadsPerDay());
          json.put(name, limits);
        });
    return json.encode();
  }

  private static void put(JsonObject limits, String name, @Nullable Integer limit) {
    if (limit != null) {
      limits.put(name, limit);
    }
  }
}
