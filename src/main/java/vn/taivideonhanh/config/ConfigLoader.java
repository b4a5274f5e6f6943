package vn.taivideonhanh.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes an {@link AppConfig}: the defaults in the jar, over them the operator's file, over it the
 * environment. Keys that are not known, and values that cannot be, end the start.
 */
public final class ConfigLoader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()))
          .build();

  private ConfigLoader() {}

  /**
   * Reads the configuration.
   *
   * @param file the operator's file; null takes the defaults
   * @param environment whose {@code TVN_*} variables override keys
   * @throws ConfigException naming the key, what was found and what is allowed
   */
  public static AppConfig load(@Nullable Path file, Map<String, String> environment) {
    var tree = defaults();
    if (file != null) {
      merge(tree, read(file), "");
    }
    Environment.apply(tree, environment);
    try {
      return JSON.treeToValue(tree, AppConfig.class);
    } catch (JsonProcessingException e) {
      throw explained(e);
    }
  }

  private static ObjectNode defaults() {
    try (var in = ConfigLoader.class.getResourceAsStream("/conf/config.json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new ConfigException(
          file.toString(), "line " + place.getLineNr() + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ConfigException(file.toString(), "cannot be read", e);
    }
  }

  /** A tier may have any name and starts as {@code free}; every other key must be known. */
  private static void merge(ObjectNode base, JsonNode over, String path) {
    if (!over.isObject()) {
      throw new ConfigException(path.isEmpty() ? "the file" : path, "must be an object");
    }
    for (var entry : over.properties()) {
      var key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      var known = base.get(entry.getKey());
      if (known == null) {
        if (!path.equals("tiers")) {
          throw unknown(key, base);
        }
        known = base.get("free").deepCopy();
        base.set(entry.getKey(), known);
      }
      if (known instanceof ObjectNode section) {
        merge(section, entry.getValue(), key);
      } else {
        base.set(entry.getKey(), entry.getValue());
      }
    }
  }

  static ConfigException unknown(String key, ObjectNode section) {
    var names = section.properties().stream().map(Map.Entry::getKey);
    return new ConfigException(
        key, "is not known; known here: " + names.collect(Collectors.joining(", ")));
  }

  private static ConfigException explained(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException && e.getCause() instanceof ConfigException own) {
      return own;
    }
    var key =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(r -> r.getFieldName() == null ? "[" + r.getIndex() + "]" : r.getFieldName())
                .collect(Collectors.joining("."))
            : "the file";
    var rule =
        e instanceof UnrecognizedPropertyException unknown
            ? "is not known; known here: " + unknown.getKnownPropertyIds()
            : e.getOriginalMessage().replaceFirst(" \\(set DeserializationConfig.*", "");
    return new ConfigException(key, rule, e);
  }

  /** Reads {@code 250ms}, {@code 30s}, {@code 10m}, {@code 6h} and {@code 7d}. */
  private static final class DurationReader extends StdScalarDeserializer<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var text = parser.getText();
      var match = FORM.matcher(text);
      if (!match.matches()) {
        throw JsonMappingException.from(
            parser, "must be a time such as \"30s\", \"10m\" or \"6h\", not \"" + text + "\"");
      }
      var number = Long.parseLong(match.group(1));
      return switch (match.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }
}
