package vn.taivideonhanh.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

  @Nullable String fieldOrNull(String name) {
    return body.getString(name);
  }
}
