package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.Validator;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Holds answers against the whole OpenAPI document: the status and the media type must be there,
 * and JSON must be what its schema says, with no field that the schema does not name.
 */
final class ContractCheck {
  static final JsonObject DOCUMENT = Contract.read().document();

  private static final JsonObject SCHEMAS = closed(DOCUMENT.getJsonObject("components"));

  private ContractCheck() {}

  /** An operation of the document. */
  record Operation(String method, String template, String access) {}

  /** Walks the document. */
  static void operations(Consumer<Operation> visitor) {
    for (var path : DOCUMENT.getJsonObject("paths")) {
      for (var each : (JsonObject) path.getValue()) {
        if (each.getValue() instanceof JsonObject how && how.containsKey("operationId")) {
          visitor.accept(
              new Operation(
                  each.getKey().toUpperCase(Locale.ROOT),
                  path.getKey(),
                  how.getString("x-access")));
        }
      }
    }
  }

  /** The operation object of a method and a path template. */
  static JsonObject operation(String method, String template) {
    var path = DOCUMENT.getJsonObject("paths").getJsonObject(template);
    assertThat(path).as(template).isNotNull();
    var operation = path.getJsonObject(method.toLowerCase(Locale.ROOT));
    assertThat(operation).as(method + " " + template).isNotNull();
    return operation;
  }

  static void check(String template, HttpResponse<String> answer) {
    var operation = operation(answer.request().method(), template);
    var response = resolved(documented(operation, answer));
    var content = response.getJsonObject("content", new JsonObject());
    var type = answer.headers().firstValue("Content-Type").orElse("").split(";", 2)[0];
    if (answer.body().isEmpty()) {
      return;
    }
    assertThat(content.fieldNames()).as("media types of %s", template).contains(type);
    if (type.endsWith("json")) {
      valid(content.getJsonObject(type).getJsonObject("schema"), new JsonObject(answer.body()));
    }
  }

  private static JsonObject documented(JsonObject operation, HttpResponse<String> answer) {
    var responses = operation.getJsonObject("responses");
    var status = Integer.toString(answer.statusCode());
    assertThat(responses.fieldNames()).as("%s: %s", answer, answer.body()).contains(status);
    return responses.getJsonObject(status);
  }

  private static JsonObject resolved(JsonObject response) {
    var reference = response.getString("$ref");
    return reference == null
        ? response
        : DOCUMENT
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }

  static void valid(JsonObject schema, JsonObject body) {
    var whole = moved(schema).put("$defs", SCHEMAS);
    var options = new JsonSchemaOptions().setBaseUri("app://contract").setDraft(Draft.DRAFT202012);
    var result = Validator.create(JsonSchema.of(whole), options).validate(body);
    assertThat(result.getValid()).as("%s%n%s", body, result.getErrors()).isTrue();
  }

  /** References into the document, as references into the schema on its own. */
  private static JsonObject moved(JsonObject schema) {
    return new JsonObject(schema.encode().replace("#/components/schemas/", "#/$defs/"));
  }

  private static JsonObject closed(JsonObject components) {
    var schemas = moved(components.getJsonObject("schemas"));
    schemas.forEach(entry -> close((JsonObject) entry.getValue()));
    return schemas;
  }

  private static void close(JsonObject schema) {
    if (schema.containsKey("properties") && !schema.containsKey("additionalProperties")) {
      schema.put("additionalProperties", false);
    }
    for (var name : List.copyOf(schema.fieldNames())) {
      switch (schema.getValue(name)) {
        case JsonObject inner -> close(inner);
        case JsonArray many -> {
          for (var one : many) {
            if (one instanceof JsonObject inner) {
              close(inner);
            }
          }
        }
        case null, default -> {
          // A plain value holds no schema.
        }
      }
    }
  }
}
