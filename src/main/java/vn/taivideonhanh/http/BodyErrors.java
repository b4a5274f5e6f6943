package vn.taivideonhanh.http;

import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.joining;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    var lacking = lacking(schema, body);
    return lacking == null
        ? wrongValue(schema, result.getErrors())
        : invalid(lacking, "The field is missing.");
  }

  /** What goes with the one alternative that was chosen, and is not there. */
  private static @Nullable String lacking(JsonObject schema, JsonObject body) {
    var chosen =
        alternatives(schema).filter(names -> body.containsKey(names.getString(0))).toList();
    if (chosen.size() != 1) {
      return null;
    }
    return chosen.getFirst().stream()
        .map(String::valueOf)
        .filter(name -> !body.containsKey(name))
        .findFirst()
        .orElse(null);
  }

  private static RuntimeException wrongValue(JsonObject schema, List<OutputUnit> errors) {
    // The outer errors only say that an inner one is there.
    var innermost =
        errors.stream()
            .filter(error -> !error.getInstanceLocation().equals(TOP))
            .filter(error -> error.getKeywordLocation().startsWith("#/properties/"))
            .max(comparingLong(error -> error.getInstanceLocation().split("/").length));
    if (innermost.isPresent()) {
      var field = innermost.get().getInstanceLocation().substring(2).replace('/', '.');
      return invalid(field, innermost.get().getError() + ".");
    }
    var all = alternatives(schema).map(names -> names.getString(0)).collect(joining(", "));
    return new Failure(ProblemCode.INVALID_REQUEST, "Give exactly one of " + all + ".");
  }

  private static InvalidInput invalid(String field, String detail) {
    return new InvalidInput(ProblemCode.INVALID_REQUEST, field, detail);
  }

  private static String names(JsonObject properties) {
    return String.join(", ", properties.fieldNames());
  }

  /** The names that each alternative requires, the one that makes the choice first. */
  private static Stream<JsonArray> alternatives(JsonObject schema) {
    return schema.getJsonArray("oneOf", new JsonArray()).stream()
        .map(one -> ((JsonObject) one).getJsonArray("required"));
  }
}
