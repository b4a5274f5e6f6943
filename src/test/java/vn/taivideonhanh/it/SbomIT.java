package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The bill of materials in the jar, against what the jar holds. */
class SbomIT {
  private static final Path JAR = Path.of(System.getProperty("tvn.jar"));
  private static final String MAVEN = "META-INF/sbom/taivideonhanh.cdx.json";
  private static final String WEB = "META-INF/sbom/webroot.cdx.json";

  /** Libraries that others have copied into themselves: they are told of with those. */
  private static final List<String> COPIES =
      List.of(
          "org.jctools:",
          "com.fasterxml.jackson.jr:",
          "com.github.erosb:",
          "com.hazelcast:hazelcast-tpc-engine:",
          "com.zaxxer:",
          "io.github.classgraph:",
          "org.json:",
          "org.snakeyaml:",
          "vn.taivideonhanh:");

  private static byte[] entry(String name) throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      var entry = jar.getEntry(name);
      var skipped =
          entry == null
              && name.equals(MAVEN)
              && "offline=true".equals(System.getProperty("tvn.maven"));
      assumeFalse(skipped, "the plug-in makes no bill of materials when Maven is offline");
      assertThat(entry).as(name).isNotNull();
      try (var in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }
  }

  private static JsonArray components(String name) throws IOException {
    return new JsonObject(new String(entry(name), StandardCharsets.UTF_8))
        .getJsonArray("components");
  }

  private static List<String> listed() throws IOException {
    return components(MAVEN).stream()
        .map(JsonObject.class::cast)
        .map(it ->
            it.getString("group") + ":" + it.getString("name") + ":" + it.getString("version"))
        .toList();
  }

  /** What each library's own files in the jar say. */
  private static List<String> contained() throws IOException {
    var found = new ArrayList<String>();
    try (var jar = new JarFile(JAR.toFile())) {
      for (var entry : jar.stream().toList()) {
        if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
          var about = new Properties();
          try (var in = jar.getInputStream(entry)) {
            about.load(in);
          }
          found.add(
              "%s:%s:%s"
                  .formatted(
                      about.getProperty("groupId"),
                      about.getProperty("artifactId"),
                      about.getProperty("version")));
        }
      }
    }
    return found;
  }

  @Test
  void it_names_every_library_in_the_jar_with_its_version() throws Exception {
    var expected =
        contained().stream().filter(it -> COPIES.stream().noneMatch(it::startsWith)).toList();
    assertThat(expected).hasSizeGreaterThan(40);
    assertThat(listed()).containsAll(expected);
  }

  @Test
  void it_names_nothing_that_only_tests_need() throws Exception {
    assertThat(listed())
        .isNotEmpty()
        .noneMatch(it ->
            it.matches(
                "(org\\.junit|org\\.assertj|net\\.jqwik|com\\.tngtech|org\\.testcontainers).*"));
    assertThat(components(MAVEN).stream().map(JsonObject.class::cast))
        .allSatisfy(
            it -> assertThat(it.getJsonArray("hashes")).as(it.getString("name")).isNotEmpty());
  }

  @Test
  void the_web_pages_packages_are_the_ones_that_are_listed() throws Exception {
    var sums =
        components(WEB).stream()
            .map(it ->
                ((JsonObject) it).getJsonArray("hashes").getJsonObject(0).getString("content"))
            .toList();
    try (var jar = new JarFile(JAR.toFile())) {
      var scripts =
          jar.stream().filter(it -> it.getName().matches("webroot/vendor/.*\\.m?js")).toList();
      assertThat(scripts).hasSameSizeAs(sums);
      for (var script : scripts) {
        var sum = MessageDigest.getInstance("SHA-512").digest(entry(script.getName()));
        assertThat(sums).as(script.getName()).contains(HexFormat.of().formatHex(sum));
      }
    }
  }

  @Test
  void it_lies_beside_the_jar_too() throws Exception {
    for (var name : List.of(WEB, MAVEN)) {
      var inside = entry(name);
      var beside = JAR.resolveSibling(Path.of(name).getFileName());
      assertThat(Files.readAllBytes(beside)).isEqualTo(inside);
    }
  }
}
