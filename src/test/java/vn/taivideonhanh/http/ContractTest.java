package vn.taivideonhanh.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.problem.ProblemCode;

/** The OpenAPI document against the routes, the codes of problems, and itself. */
class ContractTest {
  private static final List<String> METHODS =
      List.of("get", "head", "post", "put", "patch", "delete", "options");

  private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\":\"([^\"]+)\"");

  /** Every operation answers, and every other method of its path does not. */
  @Test
  void routes_are_the_contract() {
    try (var site = new TestSite(Map.of())) {
      for (var path : ContractCheck.DOCUMENT.getJsonObject("paths")) {
        var url = Samples.path(path.getKey());
        for (var method : METHODS) {
          var answer =
              site.send(
                  site.request(url)
                      // Else a stream of events would begin that does not end.
                      .header("Accept", "application/json")
                      .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));
          var routed = ((JsonObject) path.getValue()).containsKey(method);
          assertThat(answer.statusCode() != 405).as(method + " " + url).isEqualTo(routed);
          if (routed && !method.equals("head")) {
            ContractCheck.check(path.getKey(), answer);
          }
        }
      }
    }
  }

  /** Vert.x takes the first route that matches. */
  @Test
  void a_path_without_variables_is_routed_before_one_that_could_be_taken_for_it() {
    var all = Contract.read().operations();
    assertThat(all).hasSameSizeAs(operations());
    for (var operation : all) {
      var plain = operation.template().replaceAll("[{}]", "");
      var first = all.stream().filter(other -> other.isAt(plain)).findFirst().orElseThrow();
      assertThat(first.template()).as(plain).isEqualTo(operation.template());
      assertThat(operation.isAt(plain + "/")).isFalse();
    }
  }

  @Test
  void every_problem_is_documented() {
    var document = ContractCheck.DOCUMENT.encode();
    // These can come with any request, and the introduction tells of them.
    var anywhere =
        List.of(
            ProblemCode.METHOD_NOT_ALLOWED,
            ProblemCode.URI_TOO_LONG,
            ProblemCode.EXPECTATION_FAILED,
            ProblemCode.HEADERS_TOO_LARGE);
    for (var code : ProblemCode.values()) {
      if (!anywhere.contains(code)) {
        assertThat(document).contains("`" + code.slug() + "`");
      }
    }
  }

  @Test
  void every_documented_code_has_the_status_it_is_listed_under() {
    for (var operation : operations()) {
      for (var response : operation.getJsonObject("responses")) {
        var reference = ((JsonObject) response.getValue()).getString("$ref", "");
        if (!reference.isEmpty()) {
          var name = reference.substring(reference.lastIndexOf('/') + 1);
          for (var code : codes(name)) {
            assertThat(code.status()).as(code + " in " + name).isEqualTo(status(response.getKey()));
          }
        }
      }
    }
  }

  @Test
  void every_reference_leads_somewhere_and_everything_is_used() {
    var text = ContractCheck.DOCUMENT.encode();
    var components = ContractCheck.DOCUMENT.getJsonObject("components");
    var named = new TreeSet<String>();
    for (var section : components) {
      if (section.getKey().equals("securitySchemes")) {
        // These are named, not referred to.
        continue;
      }
      for (var entry : (JsonObject) section.getValue()) {
        named.add("#/components/" + section.getKey() + "/" + entry.getKey());
      }
    }
    var used = new TreeSet<String>();
    REFERENCE.matcher(text).results().forEach(match -> used.add(match.group(1)));
    assertThat(used).isEqualTo(named);
  }

  @Test
  void request_bodies_are_closed() {
    for (var name : requestBodies()) {
      var schemas = ContractCheck.DOCUMENT.getJsonObject("components").getJsonObject("schemas");
      assertThat(schemas.getJsonObject(name).getBoolean("additionalProperties")).isFalse();
    }
  }

  private static List<String> requestBodies() {
    var schemas = ContractCheck.DOCUMENT.getJsonObject("components").getJsonObject("schemas");
    return schemas.fieldNames().stream().filter(name -> name.endsWith("Request")).toList();
  }

  private static int status(String key) {
    return Integer.parseInt(key);
  }

  private static List<JsonObject> operations() {
    var all = new ArrayList<JsonObject>();
    for (var path : ContractCheck.DOCUMENT.getJsonObject("paths")) {
      var item = (JsonObject) path.getValue();
      METHODS.stream().filter(item::containsKey).map(item::getJsonObject).forEach(all::add);
    }
    return all;
  }

  /** The codes that a response names in its description. */
  private static List<ProblemCode> codes(String response) {
    var description =
        ContractCheck.DOCUMENT
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(response)
            .getString("description");
    var names = Arrays.asList(description.replaceFirst(".*Codes: ", "").split("[`, .]+"));
    return Stream.of(ProblemCode.values()).filter(code -> names.contains(code.slug())).toList();
  }
}
