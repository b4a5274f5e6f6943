package vn.taivideonhanh.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.stream.Collectors;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Says in a sentence, and by the name of the field, why a body is not what its schema says. */
final class BodyErrors {
  private static final int LONGEST_NAME = 64;
  private static final String TOP = "#";

  private BodyErrors() {}

  /** What is thrown; a name that is not known comes before a value that is wrong. */
  static RuntimeException explain(JsonObject schema, JsonObject body, OutputUnit result) {
    var known = schema.getJsonObject("properties");
    for (var name : body.fieldNames()) {
      if (!known.containsKey(name)) {
        var shown = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return new InvalidInput(
            ProblemCode.UNKNOWN_FIELD, shown, "Known fields: " + names(known) + ".");
      }
    }
    for (var name : schema.getJsonArray("required", new JsonArray())) {
      if (!body.containsKey(String.valueOf(name))) {
        return invalid(String.valueOf(name), "The field is missing.");
      }
    }
    return wrongValue(schema, result.getErrors());
  }

  private static RuntimeException wrongValue(JsonObject schema, List<OutputUnit> errors) {
    for (var error : errors) {
      var field = error.getInstanceLocation();
      // The outer errors only say that an inner one is there.
      if (!field.equals(TOP) && error.getKeywordLocation().startsWith("#/properties/")) {
        return invalid(field.substring(2).replace('/', '.'), error.getError() + ".");
      }
    }
    return new Failure(
        ProblemCode.INVALID_REQUEST, "Give exactly one of " + alternatives(schema) + ".");
  }

  private static InvalidInput invalid(String field, String detail) {
    return new InvalidInput(ProblemCode.INVALID_REQUEST, field, detail);
  }

  private static String names(JsonObject properties) {
    // Keys with double underscores are Vert.x's own notes in the schema.
    return properties.fieldNames().stream()
        .filter(name -> !name.startsWith("__"))
        .collect(Collectors.joining(", "));
  }

  private static String alternatives(JsonObject schema) {
    return schema.getJsonArray("oneOf", new JsonArray()).stream()
        .map(one -> ((JsonObject) one).getJsonArray("required").getString(0))
        .collect(Collectors.joining(", "));
  }
}
