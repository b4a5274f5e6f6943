package vn.taivideonhanh.samples;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one node measured of one minute. Counts are of that minute, the rest is of its end.
 *
 * @param at epoch milliseconds, a whole minute
 * @param node of letters and digits; another one after each start
 * @param figures by name
 * @param analyses how many attempts of each site had which outcome: {@code ok} or the slug of a
 *     problem
 */
record Sample(
    long at, String node, Map<Figure, Double> figures, Map<String, Map<String, Long>> analyses) {

  /** How the figures of several nodes of one minute, and of several minutes, make one. */
  enum Sum {
    /** Added over nodes and over minutes. */
    COUNT,
    /** Added over nodes, the greatest of the minutes. */
    LEVEL,
    /** The greatest of all, since each node sees the same or the worst one matters. */
    WORST
  }

  /** What is measured; names are those in Redis and in answers. */
  enum Figure {
    STREAMS(Sum.LEVEL),
    BYTES(Sum.COUNT),
    ENDED(Sum.COUNT),
    TRUNCATED(Sum.COUNT),
    WAITING(Sum.WORST),
    ACTIVE(Sum.WORST),
    STARTED(Sum.COUNT),
    WAITED_MILLIS(Sum.COUNT),
    REQUESTS(Sum.COUNT),
    FAILED(Sum.COUNT),
    LAG_MILLIS(Sum.WORST),
    MEMORY_BYTES(Sum.LEVEL),
    CPU(Sum.WORST);

    final Sum sum;

    Figure(Sum sum) {
      this.sum = sum;
    }
  }

  Sample {
    figures = Map.copyOf(figures);
    analyses = Map.copyOf(analyses);
  }

  String json() {
    var values = new JsonObject();
    figures.forEach((figure, value) -> values.put(figure.name(), value));
    var sites = new JsonObject();
    analyses.forEach((site, outcomes) -> sites.put(site, new JsonObject(new TreeMap<>(outcomes))));
    return new JsonObject()
        .put("at", at)
        .put("node", node)
        .put("figures", values)
        .put("analyses", sites)
        .encode();
  }

  /** Null for what is not a sample; figures that this version does not know are left out. */
  static @Nullable Sample of(String json) {
    try {
      var all = new JsonObject(json);
      var figures = new TreeMap<Figure, Double>();
      var values = all.getJsonObject("figures", new JsonObject());
      for (var figure : Figure.values()) {
        var value = values.getDouble(figure.name());
        if (value != null) {
          figures.put(figure, value);
        }
      }
      return new Sample(
          all.getLong("at", 0L),
          all.getString("node", ""),
          figures,
          analyses(all.getJsonObject("analyses", new JsonObject())));
    } catch (RuntimeException _) {
      return null;
    }
  }

  private static Map<String, Map<String, Long>> analyses(JsonObject sites) {
    var all = new TreeMap<String, Map<String, Long>>();
    for (var site : sites.fieldNames()) {
      var outcomes = new TreeMap<String, Long>();
      var counts = sites.getJsonObject(site);
      counts.fieldNames().forEach(outcome -> outcomes.put(outcome, counts.getLong(outcome)));
      all.put(site, outcomes);
    }
    return all;
  }
}
