package vn.taivideonhanh.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Overrides keys by environment variables: {@code TVN_HTTP_PORT} for {@code http.port}, {@code
 * TVN_TOKENS_RESUME_GRACE} for {@code tokens.resumeGrace}; with {@code _FILE} behind the name, the
 * value is the content of that file. Lists are separated by commas.
 */
final class Environment {
  private static final String PREFIX = "TVN_";

  private Environment() {}

  static void apply(ObjectNode tree, Map<String, String> environment) {
    environment.forEach((name, value) -> {
      // What the test suite and the scripts are told goes by the same prefix.
      if (name.startsWith(PREFIX)
          && !name.startsWith("TVN_TEST_")
          && !name.startsWith("TVN_RUN_")) {
        set(tree, name, value);
      }
    });
  }

  private static void set(ObjectNode tree, String name, String value) {
    var fromFile = name.endsWith("_FILE");
    var key = name.substring(PREFIX.length(), name.length() - (fromFile ? "_FILE".length() : 0));
    var section = section(tree, key);
    var field = field(section.node, key.substring(section.length));
    if (field == null) {
      throw new ConfigException(name, "names no key of the configuration");
    }
    var text = fromFile ? content(name, value) : value;
    section.node.set(field, node(name, section.node.get(field), text));
  }

  private static Section section(ObjectNode tree, String key) {
    for (var entry : tree.properties()) {
      var name = snake(entry.getKey()) + "_";
      if (key.startsWith(name) && entry.getValue() instanceof ObjectNode node) {
        return new Section(node, name.length());
      }
    }
    return new Section(tree, 0);
  }

  private static @Nullable String field(ObjectNode section, String key) {
    for (var entry : section.properties()) {
      if (snake(entry.getKey()).equals(key) && !entry.getValue().isObject()) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static String snake(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
  }

  private static String content(String name, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new ConfigException(name, "names a file that cannot be read", e);
    }
  }

  private static JsonNode node(String name, JsonNode before, String text) {
    var json = JsonNodeFactory.instance;
    if (before.isArray()) {
      var list = json.arrayNode();
      Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .forEach(list::add);
      return list;
    }
    if (before.isBoolean()) {
      return json.booleanNode(Boolean.parseBoolean(text));
    }
    if (before.isInt()) {
      try {
        return json.numberNode(Integer.parseInt(text));
      } catch (NumberFormatException e) {
        throw new ConfigException(name, "must be a whole number, not \"" + text + "\"", e);
      }
    }
    return text.isEmpty() ? json.nullNode() : json.textNode(text);
  }

  private record Section(ObjectNode node, int length) {}
}
