package vn.taivideonhanh.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.identity.Scope;

/**
 * Reads the operations of an OpenAPI 3.1 document, as far as requests go: where they are, who may
 * ask, the parameters of path and query, and bodies of JSON and forms. It trusts the document,
 * which is in the jar, and the tests hold it against the rest of the standard.
 */
final class ContractReader {
  /** A path without variables before one that could be taken for it. */
  private static final Comparator<Operation> ORDER =
      Comparator.comparing(operation -> operation.template().replace('{', Character.MAX_VALUE));

  private final JsonObject document;

  ContractReader(JsonObject document) {
    this.document = document;
  }

  List<Operation> operations() {
    var all = new ArrayList<Operation>();
    for (var path : document.getJsonObject("paths")) {
      var item = (JsonObject) path.getValue();
      for (var method : item) {
        // Beside the methods there are only parameters, in an array.
        if (method.getValue() instanceof JsonObject model) {
          var verb = HttpMethod.valueOf(method.getKey().toUpperCase(Locale.ROOT));
          all.add(operation(verb, path.getKey(), item, model));
        }
      }
    }
    all.sort(ORDER);
    return List.copyOf(all);
  }

  private Operation operation(HttpMethod method, String path, JsonObject item, JsonObject model) {
    var id = model.getString("operationId");
    return new Operation(
        id,
        method,
        path,
        Access.of(id, model.getValue("x-access")),
        Scope.of(model.getString("x-scope", "")),
        validation(item, model));
  }

  /** An operation's own come before those of its path. */
  private List<Parameter> parameters(JsonObject item, JsonObject model) {
    var all = new LinkedHashMap<String, Parameter>();
    for (var owner : List.of(item, model)) {
      for (var each : owner.getJsonArray("parameters", new JsonArray())) {
        var parameter = resolved((JsonObject) each);
        var place = parameter.getString("in");
        if (place.equals("path") || place.equals("query")) {
          var name = parameter.getString("name");
          var required = parameter.getBoolean("required", false);
          var schema = inlined(parameter.getJsonObject("schema"));
          all.put(place + name, new Parameter(name, place.equals("path"), required, schema));
        }
      }
    }
    return List.copyOf(all.values());
  }

  private Validation validation(JsonObject item, JsonObject model) {
    var parameters = parameters(item, model);
    var body = model.getJsonObject("requestBody");
    if (body == null) {
      return new Validation(parameters, null, false);
    }
    var content = body.getJsonObject("content");
    var form = content.containsKey(FormBody.TYPE);
    var schema =
        content.getJsonObject(form ? FormBody.TYPE : JsonBody.TYPE).getJsonObject("schema");
    return new Validation(parameters, inlined(schema), form);
  }

  /** What a reference of this document leads to, or the object itself. */
  private JsonObject resolved(JsonObject object) {
    var reference = object.getString("$ref");
    if (reference == null) {
      return object;
    }
    var found = document;
    for (var name : reference.substring("#/".length()).split("/", -1)) {
      found = Objects.requireNonNull(found.getJsonObject(name), reference);
    }
    return found;
  }

  /** A copy that refers to nothing, since a check is made of a schema alone. */
  private JsonObject inlined(JsonObject schema) {
    var copy = new JsonObject();
    resolved(schema).forEach(field -> copy.put(field.getKey(), inlined(field.getValue())));
    return copy;
  }

  /** No switch over types, for which Java makes classes at each start. */
  private @Nullable Object inlined(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return inlined(object);
    }
    return value instanceof JsonArray array
        ? new JsonArray(array.stream().map(this::inlined).toList())
        : value;
  }
}
