package vn.taivideonhanh.arch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import vn.taivideonhanh.config.ConfigLoader;

/** What every container of the two compositions must be: pinned, bounded, walled in, watched. */
class ComposeTest {
  private static final String HERE = "docker-compose.yml";
  private static final String PUBLIC = "docker-compose.prod.yml";
  private static final String OURS = "taivideonhanh:latest";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");
  private static final Map<String, String> GIVEN =
      Map.of("TVN_DOMAIN", "tai.example", "TVN_ACME_EMAIL", "me@tai.example");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {HERE, PUBLIC})
  void every_service_is_pinned_bounded_and_walled_in(String file) throws IOException {
    for (var service : services(file).entrySet()) {
      var what = service.getValue();
      var name = assertThat(what.getString("image")).as(service.getKey());
      if (!what.getString("image").equals(OURS)) {
        name.matches("[\\w./-]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*");
        assertThat(what.getJsonObject("healthcheck").getJsonArray("test")).isNotEmpty();
      }
      assertThat(what.getMap())
          .as(service.getKey())
          .containsKeys("mem_limit", "cpus", "pids_limit")
          .containsEntry("read_only", true)
          .containsEntry("restart", "unless-stopped")
          .doesNotContainKeys("privileged", "network_mode", "pid", "devices");
      assertThat(what.getJsonArray("cap_drop")).containsExactly("ALL");
      assertThat(what.getJsonArray("security_opt")).containsExactly("no-new-privileges:true");
      var log = what.getJsonObject("logging").getJsonObject("options");
      assertThat(log.fieldNames()).contains("max-size", "max-file");
      for (var volume : what.getJsonArray("volumes", new JsonArray())) {
        var from = volume.toString().split(":", -1)[0];
        assertThat(from).as(service.getKey()).doesNotContain("docker.sock");
        if (from.startsWith(".")) {
          assertThat(Path.of(from)).exists();
          assertThat(volume.toString()).endsWith(":ro");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {HERE, PUBLIC})
  void the_settings_of_every_node_are_ones_that_the_server_takes(String file) throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef0123456789abcdef");
    var nodes = new ArrayList<String>();
    for (var service : services(file).entrySet()) {
      if (service.getValue().getString("image").equals(OURS)) {
        var settings = new HashMap<String, String>();
        for (var entry : service.getValue().getJsonObject("environment")) {
          var value = filled(entry.getValue().toString());
          settings.put(
              entry.getKey(), entry.getKey().endsWith("_FILE") ? secret.toString() : value);
        }
        assertThat(ConfigLoader.load(null, settings)).as(service.getKey()).isNotNull();
        nodes.add(service.getKey());
      }
    }
    assertThat(nodes).isNotEmpty();
  }

  @Test
  void only_traefik_is_reached_from_outside_and_what_keeps_data_leads_nowhere() throws IOException {
    var all = services(PUBLIC);
    var networks = read(PUBLIC).getJsonObject("networks");
    for (var service : all.entrySet()) {
      for (var port : service.getValue().getJsonArray("ports", new JsonArray())) {
        if (!service.getKey().equals("traefik")) {
          assertThat(port.toString()).as(service.getKey()).startsWith("127.0.0.1:");
        }
      }
    }
    for (var name : List.of("redis", "prometheus")) {
      for (var network : all.get(name).getJsonArray("networks")) {
        assertThat(networks.getJsonObject(network.toString()).getBoolean("internal"))
            .as(name + " in " + network)
            .isTrue();
      }
    }
  }

  @Test
  void what_traefik_and_prometheus_ask_are_the_nodes() throws IOException {
    var nodes =
        services(PUBLIC).entrySet().stream()
            .filter(service -> service.getValue().getString("image").equals(OURS))
            .map(Map.Entry::getKey)
            .toList();
    var routes = yaml(Path.of("conf", "traefik", "routes.yml"));
    var balanced = routes.getJsonObject("http").getJsonObject("services").getJsonObject("nodes");
    assertThat(balanced.getJsonObject("loadBalancer").getJsonArray("servers"))
        .map(server -> ((JsonObject) server).getString("url"))
        .containsExactlyElementsOf(nodes.stream().map(node -> "http://" + node + ":8080").toList());
    var scraped = Files.readString(Path.of("conf", "prometheus", "prometheus.yml"));
    assertThat(nodes).allSatisfy(node -> assertThat(scraped).contains(node + ":8080"));
  }

  @Test
  void every_secret_is_one_that_make_secrets_makes() throws IOException {
    var makes = Files.readString(Path.of("scripts", "make-secrets"));
    for (var secret : read(PUBLIC).getJsonObject("secrets")) {
      var file = Path.of(((JsonObject) secret.getValue()).getString("file"));
      assertThat(makes).contains(file.getFileName().toString());
    }
  }

  private static Map<String, JsonObject> services(String file) throws IOException {
    var services = new LinkedHashMap<String, JsonObject>();
    for (var service : read(file).getJsonObject("services")) {
      services.put(service.getKey(), (JsonObject) service.getValue());
    }
    return services;
  }

  private static JsonObject read(String file) throws IOException {
    return yaml(Path.of(file));
  }

  private static JsonObject yaml(Path file) throws IOException {
    Map<String, Object> parsed = new Yaml().load(Files.readString(file));
    return new JsonObject(parsed);
  }

  /** As Compose fills variables in. */
  private static String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> {
          var otherwise = "-".equals(found.group(2)) ? found.group(3) : "";
          return GIVEN.getOrDefault(found.group(1), otherwise);
        });
  }
}
