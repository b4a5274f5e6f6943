package vn.taivideonhanh.hook;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import vn.taivideonhanh.bus.WireForm;

/**
 * A message to one endpoint, as it is kept in the queue.
 *
 * @param body as it is sent each time: JSON with {@code type}, {@code timestamp} and {@code data}
 */
record Letter(String endpoint, String type, String body) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static Letter of(String endpoint, Event event) {
    var body =
        new JsonObject()
            .put("type", event.type())
            .put("timestamp", time(event.at()))
            .put("data", event.data());
    return new Letter(endpoint, event.type(), body.encode());
  }

  static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis));
  }

  /** One line. */
  String text() {
    return WireForm.write(this);
  }

  static Letter parse(String text) {
    return WireForm.read(text, Letter.class);
  }

  /**
   * Something that happened.
   *
   * @param key the same on every node that hears of it, and of no other event
   * @param at epoch milliseconds
   */
  record Event(String type, String key, long at, JsonObject data) {}
}
