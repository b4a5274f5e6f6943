package vn.taivideonhanh.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document in the jar: what is served, and what routes and checks are made from. */
final class Contract {
  /** Marks the operations whose body is a form, in what is routed by. */
  static final String FORM = "x-form";

  private final Asset file;
  private @Nullable Future<OpenAPIContract> routed;

  private Contract(Asset file) {
    this.file = file;
  }

  static Contract read() {
    try (var in = Contract.class.getResourceAsStream("/openapi.json")) {
      if (in == null) {
        throw new IllegalStateException("the jar has no openapi.json");
      }
      return new Contract(Asset.of("application/json; charset=utf-8", in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As it is in the jar, to be served. */
  Asset file() {
    return file;
  }

  /** What it says. */
  JsonObject document() {
    return Buffer.buffer(file.bytes()).toJsonObject();
  }

  /**
   * What Vert.x routes by. Its reader knows few media types (no problem+json, no event streams, no
   * video) and refuses a contract that names others, so the answers' content is left out: answers
   * are checked against the whole document by the tests. So are the ways to log in: {@link
   * Admission} looks at them. A form stands there as JSON of the same fields, with {@link #FORM}
   * beside it. It is read once, which takes long, and shared by all that route.
   *
   * @return on the caller's own context
   */
  Future<OpenAPIContract> routed(Vertx vertx) {
    var here = vertx.getOrCreateContext();
    var promise = Promise.<OpenAPIContract>promise();
    var _ = shared(vertx).onComplete(read -> here.runOnContext(_ -> promise.handle(read)));
    return promise.future();
  }

  private synchronized Future<OpenAPIContract> shared(Vertx vertx) {
    if (routed == null) {
      routed = OpenAPIContract.from(vertx, withoutAnswers());
    }
    return routed;
  }

  private JsonObject withoutAnswers() {
    var json = document();
    for (var path : json.getJsonObject("paths")) {
      for (var operation : (JsonObject) path.getValue()) {
        if (operation.getValue() instanceof JsonObject object && object.containsKey("responses")) {
          object.remove("security");
          formAsJson(object);
          var responses = object.getJsonObject("responses");
          List.copyOf(responses.fieldNames()).forEach(r -> responses.put(r, withoutContent()));
        }
      }
    }
    json.getJsonObject("components").remove("responses");
    json.getJsonObject("components").remove("securitySchemes");
    return json;
  }

  private static void formAsJson(JsonObject operation) {
    var content =
        operation
            .getJsonObject("requestBody", new JsonObject())
            .getJsonObject("content", new JsonObject());
    var form = content.remove("application/x-www-form-urlencoded");
    if (form != null) {
      content.put("application/json", form);
      operation.put(FORM, true);
    }
  }

  private static JsonObject withoutContent() {
    return new JsonObject().put("description", "See the whole document.");
  }
}
