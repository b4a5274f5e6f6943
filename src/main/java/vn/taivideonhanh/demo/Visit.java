package vn.taivideonhanh.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request that the site answered, as the journal keeps it.
 *
 * @param uri path and query
 * @param headers of the request, names in lower case, the first value of each
 * @param status of the answer
 */
public record Visit(String method, String uri, Map<String, String> headers, int status) {
  public Visit {
    headers = Map.copyOf(headers);
  }

  /** A field of the request by its lower-case name; null when it was not sent. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }
}
