package vn.taivideonhanh.http;

import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.identity.Scope;

/**
 * One of the contract; all event loops share it.
 *
 * @param id its name
 * @param template its path, with names in braces for what varies
 * @param access who may ask
 * @param scope what a key must have; null when no key will do
 * @param validation of its requests
 */
record Operation(
    String id,
    HttpMethod method,
    String template,
    Access access,
    @Nullable Scope scope,
    Validation validation) {

  /** The path as routers have it. */
  String route() {
    return template.replace('{', ':').replace("}", "");
  }

  /** Whether a path is one of it. */
  boolean isAt(String path) {
    var names = template.split("/", -1);
    var asked = path.split("/", -1);
    if (names.length != asked.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      if (names[i].startsWith("{") ? asked[i].isEmpty() : !names[i].equals(asked[i])) {
        return false;
      }
    }
    return true;
  }
}
