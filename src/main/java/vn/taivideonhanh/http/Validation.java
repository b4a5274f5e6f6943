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
import java.util.List;
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

  /**
   * For one operation.
   *
   * @param body the schema of its body, which refers to no other; null when it has none
   * @param form whether the body is a form, and not JSON
   */
  Validation(List<Parameter> parameters, @Nullable JsonObject body, boolean form) {
    this.parameters = parameters.stream().map(Check::new).toList();
    this.body = body == null ? null : new Body(body, new Schema(body), form);
  }

  /**
   * Made ready when it is first needed, since most operations are asked for seldom. One check at a
   * time: Vert.x writes into the schemas by which it checks, and all event loops share this.
   */
  private static final class Schema {
    private final JsonObject model;
    private @Nullable Validator validator;

    Schema(JsonObject model) {
      this.model = model;
    }

    synchronized OutputUnit check(Object value) {
      if (validator == null) {
        validator = Validator.create(JsonSchema.of(model.copy()), OPTIONS);
      }
      return validator.validate(value);
    }
  }

  @Override
  public void handle(RoutingContext ctx) {
    var values = new JsonObject();
    for (var check : parameters) {
      var value = check.value(ctx);
      if (value != null) {
        values.put(check.parameter.name(), value);
      }
    }
    new Input(values, body == null ? new JsonObject() : body.checked(ctx)).keep(ctx);
    ctx.next();
  }

  private record Body(JsonObject model, Schema schema, boolean form) {
    JsonObject checked(RoutingContext ctx) {
      var request = ctx.request();
      var json = form ? FormBody.read(request) : JsonBody.read(request, ctx.body().buffer());
      var result = schema.check(json);
      if (!Boolean.TRUE.equals(result.getValid())) {
        throw BodyErrors.explain(model, json, result);
      }
      return json;
    }
  }

  private record Check(Parameter parameter, Schema schema) {
    Check(Parameter parameter) {
      this(parameter, new Schema(parameter.schema()));
    }

    @Nullable Object value(RoutingContext ctx) {
      var name = parameter.name();
      if (parameter.inPath()) {
        return checked(String.valueOf(ctx.pathParam(name)));
      }
      var given = ctx.queryParam(name);
      if (given.size() > 1) {
        throw invalid();
      }
      if (given.isEmpty() && parameter.required()) {
        throw invalid();
      }
      return given.isEmpty() ? null : checked(given.getFirst());
    }

    private Object checked(String text) {
      var value = parameter.isNumber() ? number(text) : text;
      if (!Boolean.TRUE.equals(schema.check(value).getValid())) {
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
      return switch (parameter.name()) {
        case "requestId" ->
            new Failure(ProblemCode.ANALYSIS_NOT_FOUND, "Analyse the address again.");
        case "id", "streamId" -> new Failure(ProblemCode.NOT_FOUND, "Nothing is called so.");
        case "userId", "sessionId", "keyId", "inviteId" ->
            new Failure(ProblemCode.NOT_FOUND, "It may have been removed.");
        case "token" -> new Failure(ProblemCode.TOKEN_NOT_FOUND, "Ask for a new link.");
        default ->
            new InvalidInput(
                ProblemCode.INVALID_REQUEST,
                parameter.name(),
                "The parameter \"%s\" is not what the contract says.".formatted(parameter.name()));
      };
    }
  }
}
