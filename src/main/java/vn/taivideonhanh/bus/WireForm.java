package vn.taivideonhanh.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.EncodeException;

/**
 * Records as JSON, for other nodes and for Redis. Nodes of two versions run side by side while one
 * is upgraded: a part that the newer one has added is passed over by the older, and is null or zero
 * where the older one wrote.
 */
public final class WireForm {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private WireForm() {}

  public static String write(Object record) {
    try {
      return JSON.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new EncodeException("a record has no JSON", e);
    }
  }

  /** Fails with a {@code DecodeException} when the text is not of that type. */
  public static <T> T read(String text, Class<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new DecodeException(type.getSimpleName() + " cannot be read", e);
    }
  }
}
