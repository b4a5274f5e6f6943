package vn.taivideonhanh.arch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.bus.Fact;
import vn.taivideonhanh.bus.WireForm;

/**
 * Nodes of two versions run side by side while one is upgraded, and Redis keeps what older ones
 * wrote. {@code src/test/resources/wire-forms.json} has each form that facts, and records in Redis,
 * ever had, the newest last: all of them must be read, and nothing that was ever in one may go or
 * change. Who adds an optional part adds the form that the failing test names; nobody removes one.
 */
class WireFormsTest {
  private static final Path FORMS = Path.of("src/test/resources/wire-forms.json");

  /** What is kept in Redis as JSON, beside facts. */
  private static final List<String> KEPT =
      List.of(
          "vn.taivideonhanh.analysis.Records$Question",
          "vn.taivideonhanh.analysis.AnalysisMessages$Trouble",
          "vn.taivideonhanh.delivery.Validator",
          "vn.taivideonhanh.hook.Letter",
          "vn.taivideonhanh.media.MediaInfo",
          "vn.taivideonhanh.relay.ClosedBook",
          "vn.taivideonhanh.relay.RelayMessages$Entry",
          "vn.taivideonhanh.relay.RelayMessages$Progress",
          "vn.taivideonhanh.token.Grant");

  private final Specimens specimens = new Specimens();

  /** Today's forms, by the record's name, and each with the type that is read. */
  private final Map<String, JsonObject> now = new TreeMap<>();

  private final Map<String, Class<?>> readAs = new TreeMap<>();

  @Test
  void the_newest_form_is_the_one_that_is_written() throws Exception {
    collect();
    leaveDraft();
    var forms = known().getJsonObject("records");
    now.forEach((name, form) -> {
      var known = forms.getJsonArray(name, new JsonArray());
      assertThat(known).as("a form to be added: \"%s\": [%s]", name, form.encode()).isNotEmpty();
      assertThat(known.getJsonObject(known.size() - 1))
          .as("a form to be added to those of %s, if what is new may be left out", name)
          .isEqualTo(form);
    });
    assertThat(forms.fieldNames()).as("nothing is given up").isEqualTo(now.keySet());
  }

  @Test
  void every_form_is_read_and_keeps_what_it_had() throws Exception {
    collect();
    var forms = known().getJsonObject("records");
    for (var name : forms.fieldNames()) {
      for (var form : forms.getJsonArray(name)) {
        var old = (JsonObject) form;
        var written = WireForm.write(WireForm.read(old.encode(), readAs.get(name)));
        assertThat(lost(old, new JsonObject(written))).as(name).isEmpty();
      }
    }
  }

  @Test
  void what_a_newer_version_has_added_is_passed_over() throws Exception {
    collect();
    now.forEach((name, form) -> {
      var newer = (JsonObject) extended(form);
      assertThat(newer).isNotEqualTo(form);
      var read = WireForm.read(newer.encode(), readAs.get(name));
      // Maps keep what they are given.
      assertThat(lost(form, new JsonObject(WireForm.write(read)))).as(name).isEmpty();
    });
  }

  @Test
  void constants_keep_their_names() throws Exception {
    collect();
    var known = known().getJsonObject("constants");
    specimens.enums.forEach((name, type) -> {
      assertThat(known.getJsonArray(name, new JsonArray()))
          .as("what is to be added to the constants of %s", name)
          .containsExactlyInAnyOrderElementsOf(written(type));
    });
    assertThat(known.fieldNames()).isEqualTo(specimens.enums.keySet());
  }

  /** For whoever has to add some: today's forms as a whole. */
  private void leaveDraft() throws Exception {
    var constants = new JsonObject();
    specimens.enums.forEach((name, type) -> constants.put(name, new JsonArray(written(type))));
    var records = new JsonObject();
    now.forEach((name, form) -> records.put(name, new JsonArray().add(form)));
    var draft = new JsonObject().put("records", records).put("constants", constants);
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target/wire-forms.json"), draft.encodePrettily() + "\n");
  }

  private static List<Object> written(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(it -> Json.decodeValue(Json.encode(it)))
        .toList();
  }

  private static JsonObject known() throws Exception {
    return new JsonObject(Files.readString(FORMS));
  }

  private void collect() throws Exception {
    for (var type : facts()) {
      add(type, type);
    }
    for (var name : KEPT) {
      var type = Class.forName(name);
      add(type, type);
    }
    // What is met on the way has more of the kind.
    var before = 0;
    while (before < specimens.kinds.size()) {
      before = specimens.kinds.size();
      for (var kind : Map.copyOf(specimens.kinds).entrySet()) {
        add(Class.forName(kind.getKey()), kind.getValue());
      }
    }
  }

  private void add(Class<?> type, Class<?> asked) {
    readAs.put(type.getName(), asked);
    now.put(type.getName(), new JsonObject(WireForm.write(specimens.of(type))));
  }

  private static List<Class<?>> facts() throws Exception {
    var facts = new ArrayList<Class<?>>();
    for (var file : contracts()) {
      var name = file.toString().replace(".java", "").replace('/', '.');
      for (var field : Class.forName(name).getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof Fact<?> fact) {
          facts.add(fact.type());
        }
      }
    }
    assertThat(facts).hasSizeGreaterThan(8);
    return facts;
  }

  private static List<Path> contracts() throws IOException {
    var sources = Path.of("src/main/java");
    try (var files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith("Messages.java"))
          .map(sources::relativize)
          .toList();
    }
  }

  /** What of the first is not in the second as it is. */
  private static List<String> lost(JsonObject before, JsonObject after) {
    var lost = new ArrayList<String>();
    for (var part : before) {
      var value = after.getValue(part.getKey());
      if (part.getValue() instanceof JsonObject inner && value instanceof JsonObject now) {
        lost(inner, now).forEach(deeper -> lost.add(part.getKey() + "." + deeper));
      } else if (part.getValue() instanceof JsonArray inner && value instanceof JsonArray now) {
        lost(numbered(inner), numbered(now)).forEach(it -> lost.add(part.getKey() + "." + it));
      } else if (!part.getValue().equals(value)) {
        lost.add(part.getKey());
      }
    }
    return lost;
  }

  private static JsonObject numbered(JsonArray array) {
    var object = new JsonObject();
    for (var i = 0; i < array.size(); i++) {
      object.put(Integer.toString(i), array.getValue(i));
    }
    return object;
  }

  /** The same with a part more in every object. */
  private static Object extended(Object value) {
    return switch (value) {
      case JsonObject object -> {
        var more = new JsonObject();
        object.forEach(part -> more.put(part.getKey(), extended(part.getValue())));
        yield more.put("ofTheFuture", "is not known");
      }
      case JsonArray array -> new JsonArray(array.stream().map(WireFormsTest::extended).toList());
      default -> value;
    };
  }
}
