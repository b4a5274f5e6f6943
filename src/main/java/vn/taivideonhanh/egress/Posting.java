package vn.taivideonhanh.egress;

import java.util.Map;

/**
 * A short message to an address that an operator has named.
 *
 * @param url an http or https address; judged by {@link Intake}
 * @param fields sent besides those of every request, in visible ASCII
 */
public record Posting(String url, Map<String, String> fields, String body) {
  public Posting {
    fields = Map.copyOf(fields);
    fields.forEach((name, value) -> {
      if (!name.matches("[a-z-]{1,64}") || !value.matches("[\\x20-\\x7e]{1,2048}")) {
        throw new IllegalArgumentException("field " + name);
      }
    });
  }
}
