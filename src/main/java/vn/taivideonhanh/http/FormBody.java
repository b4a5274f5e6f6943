package vn.taivideonhanh.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Reads the form of a page without scripts, {@code application/x-www-form-urlencoded}: texts, none
 * of which is there twice. As long as a body of JSON at most.
 */
final class FormBody {
  /** Forms of ours have one. */
  static final int MOST_FIELDS = 8;

  /** Beyond what a body may have, so that its own limit is what tells. */
  static final int LONGEST_FIELD = 2 * JsonBody.LONGEST;

  static final String TYPE = "application/x-www-form-urlencoded";

  private FormBody() {}

  /** Whether the body of that request is to be a form; all others are JSON. */
  static boolean isFor(HttpServerRequest request) {
    return request.method().equals(HttpMethod.POST) && PlainPages.have(request);
  }

  /** Refuses every other sort of body, before anybody reads it. */
  static void requireForm(HttpServerRequest request) {
    JsonBody.requireType(request, TYPE);
  }

  /** The fields, or a failure that says what is wrong with them. */
  static JsonObject read(HttpServerRequest request) {
    requireForm(request);
    var fields = new JsonObject();
    for (var field : request.formAttributes()) {
      if (fields.containsKey(field.getKey())) {
        throw new Failure(ProblemCode.INVALID_REQUEST, "The form has a field twice.");
      }
      fields.put(field.getKey(), field.getValue());
    }
    return fields;
  }
}
