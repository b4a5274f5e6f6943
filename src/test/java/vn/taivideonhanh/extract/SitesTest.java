package vn.taivideonhanh.extract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.process.Programs;

/** What the extractor knows of yt-dlp's sites without having loaded them, by the real yt-dlp. */
class SitesTest {
  /** A tenth of the sites gives some hundred addresses, each asked of all sites twice. */
  private static final String EVERY = System.getProperty("sites.every", "10");

  @TempDir private Path folder;

  @Test
  void the_site_of_every_address_is_the_one_that_yt_dlp_itself_chooses() throws Exception {
    var library = TestTools.config(Map.of()).data().dir().resolve("tools/yt-dlp");
    var counts = run("same_sites.py", library.toAbsolutePath().toString(), EVERY).strip();
    var numbers = Arrays.stream(counts.split(" ")).map(Integer::valueOf).toList();
    assertThat(numbers).as("sites, addresses, parts of pages: %s", counts).hasSize(3);
    assertThat(numbers.get(0)).as("sites without their code").isGreaterThan(1000);
    assertThat(numbers.get(1)).as("addresses").isGreaterThan(100);
    assertThat(numbers.get(2)).as("parts of pages").isPositive();
  }

  @Test
  void a_yt_dlp_that_is_replaced_where_it_lies_ends_the_extractor() throws Exception {
    assertThat(run("replaced.py", Files.createDirectory(folder.resolve("library")).toString()))
        .isEmpty();
  }

  /** Runs a program of the tests beside the extractor's own; what it prints. */
  private String run(String name, String... arguments) throws Exception {
    var data = TestTools.config(Map.of()).data().dir().toAbsolutePath();
    var command = new ArrayList<String>();
    command.add(requireNonNull(Programs.find("python3")).toString());
    command.addAll(List.of("-I", "-X", "pycache_prefix=" + data.resolve("python/cache")));
    command.add(program(name).toString());
    command.add(PythonScripts.unpack(folder.resolve("scripts")).toString());
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }

  private static Path program(String name) throws URISyntaxException {
    return Path.of(requireNonNull(SitesTest.class.getResource("/python/" + name)).toURI());
  }
}
