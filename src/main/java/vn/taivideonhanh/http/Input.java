package vn.taivideonhanh.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.ProblemCode;

/** What a request says, as the contract allows it. */
record Input(JsonObject parameters, JsonObject body) {
  private static final String KEY = "tvn.input";

  static Input of(RoutingContext ctx) {
    return Objects.requireNonNull(ctx.<@Nullable Input>get(KEY));
  }

  /** Null where the request was refused before it was read. */
  static @Nullable Input ofOrNull(RoutingContext ctx) {
    return ctx.<@Nullable Input>get(KEY);
  }

  void keep(RoutingContext ctx) {
    ctx.put(KEY, this);
  }

  /** A parameter of the path, which is always there. */
  String path(String name) {
    return String.valueOf(parameters.getString(name));
  }

  int number(String name) {
    return parameters.getInteger(name, 0);
  }

  /** A field of the body that the contract requires. */
  String field(String name) {
    return String.valueOf(body.getString(name));
  }

  /** A parameter of the query, or that value when it is not given. */
  String query(String name, String otherwise) {
    return parameters.getString(name, otherwise);
  }

  /** A parameter of the query; null when it is not given. */
  @Nullable String queryOrNull(String name) {
    return parameters.getString(name);
  }

  /** A field that is a time (RFC 3339), as epoch milliseconds; null when it is not given. */
  @Nullable Long time(String name) {
    var text = fieldOrNull(name);
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException _) {
      throw new InvalidInput(
          ProblemCode.INVALID_REQUEST, name, "It must be a time such as 2030-01-31T00:00:00Z.");
    }
  }

  /** A field that is an array of strings; empty when it is not given. */
  List<String> words(String name) {
    return body.getJsonArray(name, new JsonArray()).stream().map(String::valueOf).toList();
  }

  @Nullable String fieldOrNull(String name) {
    return body.getString(name);
  }
}
