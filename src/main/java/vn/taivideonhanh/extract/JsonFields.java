package vn.taivideonhanh.extract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads fields that may be missing, of another type, or out of all bounds: those are null. */
final class JsonFields {
  private JsonFields() {}

  static @Nullable String text(JsonNode node, String field) {
    var value = node.path(field);
    return value.isTextual() ? value.textValue() : null;
  }

  /** A number over 0 and up to {@code most}. */
  static @Nullable Double number(JsonNode node, String field, double most) {
    var value = node.path(field);
    if (!value.isNumber()) {
      return null;
    }
    var number = value.doubleValue();
    return number > 0 && number <= most ? number : null;
  }

  /** A whole number from 1 to {@code most}. */
  static @Nullable Long whole(JsonNode node, String field, long most) {
    var number = number(node, field, (double) most);
    return number == null || number < 1 ? null : number.longValue();
  }

  static @Nullable Integer small(JsonNode node, String field, int most) {
    var number = whole(node, field, most);
    return number == null ? null : number.intValue();
  }

  /** Whether the field is there and says yes. */
  static boolean truth(JsonNode node, String field) {
    return node.path(field).asBoolean(false);
  }

  /** The objects of an array, {@code most} at most. */
  static List<JsonNode> objects(JsonNode node, String field, int most) {
    var array = node.path(field);
    return array.isArray()
        ? StreamSupport.stream(array.spliterator(), false)
            .filter(JsonNode::isObject)
            .limit(most)
            .toList()
        : List.of();
  }
}
