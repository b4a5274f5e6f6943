package vn.taivideonhanh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration file, the environment over it, and what is said of mistakes. */
class ConfigLoaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  @TempDir private Path folder;

  private AppConfig load(String json, Map<String, String> environment) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("c.json"), json), environment);
  }

  @Test
  void the_defaults_stand_by_themselves() {
    var config = ConfigLoader.load(null, Map.of());
    assertThat(config.tokens().lifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(config.tokens().resumeGrace()).isEqualTo(Duration.ofHours(6));
    assertThat(config.tiers()).containsKeys("free", "pro", "owner");
    assertThat(config.accessMode()).isEqualTo(AppConfig.Access.Mode.SINGLE);
  }

  @Test
  void a_file_changes_only_what_it_names() throws IOException {
    var config =
        load(
            "{\"http\":{\"host\":\"0.0.0.0\"},\"tiers\":{\"free\":{\"streamsAtOnce\":1}}}",
            Map.of());
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.accessMode()).isEqualTo(AppConfig.Access.Mode.OPEN);
    assertThat(new Tiers(config::tiers).named("free").streamsAtOnce()).isEqualTo(1);
    assertThat(new Tiers(config::tiers).named("free").downloadsPerDay()).isEqualTo(10);
  }

  @Test
  void the_environment_goes_over_the_file() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "hush\n");
    var config =
        load(
            "{\"http\":{\"port\":1}}",
            Map.of(
                "TVN_HTTP_PORT", "9000",
                "TVN_EGRESS_ALLOW", "127.0.0.1:1, 127.0.0.1:2",
                "TVN_ACCESS_MODE", "open",
                "TVN_TOKENS_RESUME_GRACE", "1h",
                "TVN_REDIS_PASSWORD_FILE", secret.toString(),
                "TVN_TEST_REDIS_URL", "not ours",
                "HOME", "/nowhere"));
    assertThat(config.http().port()).isEqualTo(9000);
    assertThat(config.egress().allow()).containsExactly("127.0.0.1:1", "127.0.0.1:2");
    assertThat(config.access().mode()).isEqualTo(AppConfig.Access.Mode.OPEN);
    assertThat(config.tokens().resumeGrace()).isEqualTo(Duration.ofHours(1));
    assertThat(config.redis().password()).isEqualTo("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"htp\":{}} | htp: is not known; known here: profile, http",
        "{\"http\":{\"prt\":1}} | http.prt: is not known; known here: host",
        "{\"http\":{\"port\":70000}} | http.port: must be from 0 to 65535, not 70000",
        "{\"http\":{\"port\":\"many\"}} | http.port:",
        "{\"http\":{\"port\":null}} | http.port:",
        "{\"profile\":\"public\"} | profile:",
        "{\"http\":7} | http: must be an object",
        "{\"tokens\":{\"lifetime\":\"long\"}} | tokens.lifetime: must be a time such as",
        "{\"access\":{\"mode\":\"closed\"}} | access.mode:",
        "{\"tiers\":{\"free\":{\"speed\":1}}} | tiers.free.speed: is not known",
        "{\"tiers\":{\"gold\":{\"speed\":1}}} | tiers.gold.speed: is not known",
        "{\"log\":{\"level\":\"loud\"}} | log.level: must be error",
        "{\"http\": | line 1",
        "{\"http\":{},\"http\":{}} | Duplicate",
        "[] | the file: must be an object",
      })
  void a_mistake_is_named_with_its_key(String json, String message) {
    assertThatThrownBy(() -> load(json, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  void production_insists_on_walls_and_on_public_sites_only() {
    var production = Map.of("TVN_PROFILE", "production");
    assertThat(ConfigLoader.load(null, Map.of()).profile()).isEqualTo(Profile.PRIVATE);
    var strict = ConfigLoader.load(null, production);
    assertThat(strict.sandbox().required()).isEqualTo(Sandbox.Level.LANDLOCK_NET);
    var opened = new HashMap<>(production);
    opened.put("TVN_EGRESS_ALLOW", "127.0.0.1:1");
    assertThatThrownBy(() -> ConfigLoader.load(null, opened))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("egress.allow: must be empty with profile production");
    opened.put("TVN_EGRESS_ALLOW_IN_PRODUCTION", "true");
    opened.put("TVN_SANDBOX_REQUIRED", "bubblewrap");
    var allowed = ConfigLoader.load(null, opened);
    assertThat(allowed.egress().allow()).containsExactly("127.0.0.1:1");
    assertThat(allowed.sandbox().required()).isEqualTo(Sandbox.Level.BUBBLEWRAP);
  }

  @ParameterizedTest
  @CsvSource({
    "TVN_HTTP_PRT,1",
    "TVN_NOTHING,1",
    "TVN_HTTP_PORT,many",
    "TVN_REDIS_URL_FILE,/no/such"
  })
  void a_wrong_variable_is_named(String name, String value) {
    assertThatThrownBy(() -> ConfigLoader.load(null, Map.of(name, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(name);
  }

  @Test
  void the_schema_names_every_key_and_the_page_explains_it() throws IOException {
    var defaults = JSON.readTree(Files.readString(Path.of("conf/config.json")));
    var schema = JSON.readTree(Files.readString(Path.of("conf/config.schema.json")));
    var page = Files.readString(Path.of("docs/configuration.md"));
    var keys = new ArrayList<String>();
    collect(defaults, schema, "", keys);
    assertThat(keys).isNotEmpty();
    assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  private static void collect(JsonNode value, JsonNode schema, String path, List<String> keys) {
    for (var entry : value.properties()) {
      var key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
      var property =
          path.equals("tiers")
              ? schema.path("additionalProperties")
              : schema.path("properties").path(entry.getKey());
      assertThat(property.isMissingNode()).as("schema of " + key).isFalse();
      if (entry.getValue().isObject()) {
        collect(entry.getValue(), property, key, keys);
      } else {
        assertThat(property.has("description")).as("description of " + key).isTrue();
        keys.add(path.startsWith("tiers.") ? "tiers.*." + entry.getKey() : key);
      }
    }
  }
}
