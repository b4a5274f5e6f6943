package vn.taivideonhanh.http;

import io.vertx.core.json.JsonObject;

/**
 * A parameter of an operation.
 *
 * @param inPath whether it is a part of the path, else it is of the query
 * @param schema refers to no other
 */
record Parameter(String name, boolean inPath, boolean required, JsonObject schema) {
  boolean isNumber() {
    return "integer".equals(schema.getString("type"));
  }
}
