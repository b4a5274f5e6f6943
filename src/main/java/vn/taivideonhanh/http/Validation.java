package vn.taivideonhanh.http;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Checks one operation's requests against the contract, on the event loop: Vert.x's own check goes
 * through the worker pool, which would make health and streams wait for whatever is in there.
 */
final class Validation implements Handler<RoutingContext> {
  /** As the contract's own. */
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setDraft(Draft.DRAFT202012)
          .setBaseUri("app://")
          .setOutputFormat(OutputFormat.Basic);

  private final List<Check> parameters;
  private final @Nullable Body body;

  Validation(Operation operation) {
    this.parameters =
        operation.getParameters().stream()
            .filter(p -> p.getIn() == Location.PATH || p.getIn() == Location.QUERY)
            .map(p -> new Check(p, validator(p.getSchema())))
            .toList();
    var content = operation.getRequestBody();
    if (content == null) {
      this.body = null;
    } else {
      // Forms, too, are so here: see Contract.
      var json = Objects.requireNonNull(content.getContent().get("application/json"));
      var model = json.getOpenAPIModel().getJsonObject("schema");
      var form = operation.getOpenAPIModel().getBoolean(Contract.FORM, false);
      this.body = new Body(model, validator(json.getSchema()), form);
    }
  }

  /**
   * One of its own: the contract's repository would give it a copy of all other schemas, too. One
   * at a time, since making one writes into the schemas, which all event loops share.
   */
  private static synchronized Validator validator(JsonSchema schema) {
    return Validator.create(schema, OPTIONS);
  }

  @Override
  public void handle(RoutingContext ctx) {
    var values = new JsonObject();
    for (var check : parameters) {
      var value = check.value(ctx);
      if (value != null) {
        values.put(check.parameter.getName(), value);
      }
    }
    new Input(values, body == null ? new JsonObject() : body.checked(ctx)).keep(ctx);
    ctx.next();
  }

  private record Body(JsonObject schema, Validator validator, boolean form) {
    JsonObject checked(RoutingContext ctx) {
      var request = ctx.request();
      var json = form ? FormBody.read(request) : JsonBody.read(request, ctx.body().buffer());
      var result = validator.validate(json);
      if (!Boolean.TRUE.equals(result.getValid())) {
        throw BodyErrors.explain(schema, json, result);
      }
      return json;
    }
  }

  private record Check(Parameter parameter, Validator validator) {
    @Nullable Object value(RoutingContext ctx) {
      var name = parameter.getName();
      if (parameter.getIn() == Location.PATH) {
        return checked(String.valueOf(ctx.pathParam(name)));
      }
      var given = ctx.queryParam(name);
      if (given.size() > 1) {
        throw invalid();
      }
      if (given.isEmpty() && parameter.isRequired()) {
        throw invalid();
      }
      return given.isEmpty() ? null : checked(given.getFirst());
    }

    private Object checked(String text) {
      var value = parameter.getSchemaType() == SchemaType.INTEGER ? number(text) : text;
      OutputUnit result = validator.validate(value);
      if (!Boolean.TRUE.equals(result.getValid())) {
        throw invalid();
      }
      return value;
    }

    private Integer number(String text) {
      if (!text.matches("-?\\d{1,9}")) {
        throw invalid();
      }
      return Integer.valueOf(text);
    }

    /** A path that cannot be is a thing that is not there. */
    private RuntimeException invalid() {
      return switch (parameter.getName()) {
        case "requestId" ->
            new Failure(ProblemCode.ANALYSIS_NOT_FOUND, "Analyse the address again.");
        case "id", "streamId" -> new Failure(ProblemCode.NOT_FOUND, "Nothing is called so.");
        case "userId", "sessionId", "keyId", "inviteId" ->
            new Failure(ProblemCode.NOT_FOUND, "It may have been removed.");
        case "token" -> new Failure(ProblemCode.TOKEN_NOT_FOUND, "Ask for a new link.");
        default ->
            new InvalidInput(
                ProblemCode.INVALID_REQUEST,
                parameter.getName(),
                "The parameter \"%s\" is not what the contract says."
                    .formatted(parameter.getName()));
      };
    }
  }
}
