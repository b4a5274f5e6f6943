package vn.taivideonhanh.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Who is told of what happens, by HTTP.
 *
 * @param allow {@code address:port} pairs that may be told though private; nobody else may visit
 *     them for that
 * @param attempts of one message, 1 to 99
 * @param firstPause longest pause after the first failed attempt; it doubles with each one
 * @param longestPause between two attempts
 * @param timeout of one attempt, up to a minute
 * @param keep for how long an ended delivery can be looked at, and a given up one tried again
 */
public record Webhooks(
    List<Endpoint> endpoints,
    List<String> allow,
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Duration timeout,
    Duration keep) {
  /** What can be told of. */
  public static final Set<String> EVENTS =
      Set.of("download.finished", "download.cut", "job.failed", "ytdlp.rolled-back");

  private static final int MOST = 20;
  private static final Duration LONGEST = Duration.ofMinutes(1);

  public Webhooks {
    endpoints = List.copyOf(endpoints);
    allow = List.copyOf(allow);
    Check.range(attempts, 1, 99, "webhooks.attempts");
    Check.range(endpoints.size(), 0, MOST, "webhooks.endpoints");
    Check.that(
        timeout.toMillis() > 0 && timeout.compareTo(LONGEST) <= 0,
        "webhooks.timeout",
        "must be up to 1m");
    var names = new HashSet<String>();
    endpoints.forEach(one ->
        Check.that(names.add(one.name()), "webhooks.endpoints", "name " + one.name() + " twice"));
  }

  /**
   * Somebody who is told.
   *
   * @param name {@code [a-z0-9-]{1,32}}
   * @param url http or https
   * @param secretFile of this endpoint; each line is {@code whsec_} and the base64 of 24 to 64
   *     bytes, as Standard Webhooks has it, the newest first
   * @param events of {@link #EVENTS}
   */
  public record Endpoint(String name, String url, Path secretFile, List<String> events) {
    public Endpoint {
      Check.that(
          name.matches("[a-z0-9-]{1,32}"),
          "webhooks.endpoints.name",
          "must match [a-z0-9-]{1,32}, not " + name);
      Check.that(
          url.startsWith("https://") || url.startsWith("http://"),
          "webhooks.endpoints.url",
          "must be an address of http or https");
      events = List.copyOf(events);
      Check.that(
          EVENTS.containsAll(events) && !events.isEmpty(),
          "webhooks.endpoints.events",
          "must be some of " + String.join(", ", EVENTS.stream().sorted().toList()));
    }
  }
}
