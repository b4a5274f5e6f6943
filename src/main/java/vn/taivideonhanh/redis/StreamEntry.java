package vn.taivideonhanh.redis;

import io.vertx.redis.client.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a stream. */
public record StreamEntry(String id, Map<String, String> fields) {
  /** What XRANGE has answered. */
  public static List<StreamEntry> all(@Nullable Response reply) {
    return reply == null ? List.of() : reply.stream().map(StreamEntry::of).toList();
  }

  /** RESP2 has an array of names and values, RESP3 as well: only the outermost is a map. */
  static StreamEntry of(Response entry) {
    var flat = entry.get(1);
    var fields = new LinkedHashMap<String, String>();
    for (var i = 0; i + 1 < flat.size(); i += 2) {
      fields.put(flat.get(i).toString(), flat.get(i + 1).toString());
    }
    return new StreamEntry(entry.get(0).toString(), fields);
  }
}
