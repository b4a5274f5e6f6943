package vn.taivideonhanh.arch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.problem.ProblemCode;

/** What the docs tell people to type, and what they say of codes, keys and headings. */
class DocsTest {
  @TempDir private Path folder;

  private static final Set<String> LANGUAGES =
      Set.of("sh", "json", "nginx", "caddy", "haproxy", "mermaid", "http", "text");
  private static final Pattern WORD = Pattern.compile("(?<=[`\n])(scripts/[\\w.-]+|make [\\w-]+)");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--[a-z][a-z-]*");
  private static final Pattern FILE = Pattern.compile("]\\((?!https?:|mailto:|#)([^)#\\s]+)");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(([\\w./-]*)#([\\w-]+)\\)");

  @Test
  void every_script_and_target_that_is_named_is_there() throws IOException {
    var makefile = Files.readString(Path.of("Makefile"));
    for (var page : DocBlock.pages()) {
      var found = WORD.matcher(Files.readString(page)).results().map(m -> m.group(1)).toList();
      for (var word : found) {
        if (word.startsWith("make ")) {
          assertThat(makefile).as(page + ": " + word).contains("\n" + word.substring(5) + ":");
        } else {
          assertThat(Path.of(word.replaceAll("\\.$", ""))).as(page.toString()).isExecutable();
        }
      }
    }
  }

  @Test
  void every_option_in_a_block_is_one_that_the_script_knows() throws Exception {
    for (var line : shellLines()) {
      var words = line.strip().split("\\s+", -1);
      if (words[0].startsWith("scripts/")) {
        var help = run(words[0], "--help");
        assertThat(help).as(words[0] + " --help").contains("usage: " + words[0]);
        OPTION
            .matcher(line)
            .results()
            .map(found -> found.group())
            .filter(option -> !option.equals("--help"))
            .forEach(option -> assertThat(help).as(line).contains(option));
      }
    }
  }

  @Test
  void every_script_says_what_it_is_for() throws Exception {
    try (var scripts = Files.list(Path.of("scripts"))) {
      for (var script : scripts.filter(Files::isExecutable).sorted().toList()) {
        // Written for a person who changes its versions, and run without arguments.
        if (!script.endsWith("vendor-webroot")) {
          assertThat(run(script.toString(), "--help")).contains("usage: " + script);
        }
      }
    }
  }

  @Test
  void every_code_has_a_row_that_says_what_to_do() throws IOException {
    var page = Files.readString(Path.of("docs", "troubleshooting.md"));
    assertThat(ProblemCode.values())
        .extracting(ProblemCode::slug)
        .allSatisfy(slug -> assertThat(page).contains("\n| `" + slug + "` | "));
  }

  @Test
  void every_link_to_a_heading_finds_one() throws IOException {
    for (var page : DocBlock.pages()) {
      for (var link : ANCHOR.matcher(Files.readString(page)).results().toList()) {
        var parent = page.getParent() == null ? Path.of("") : page.getParent();
        var target = link.group(1).isEmpty() ? page : parent.resolve(link.group(1));
        assertThat(anchors(target)).as(page + " -> " + link.group()).contains(link.group(2));
      }
    }
  }

  @Test
  void every_link_to_a_file_finds_one() throws IOException {
    for (var page : DocBlock.pages()) {
      var parent = page.getParent() == null ? Path.of("") : page.getParent();
      for (var link : FILE.matcher(Files.readString(page)).results().toList()) {
        assertThat(parent.resolve(link.group(1))).as(page + " -> " + link.group()).exists();
      }
    }
  }

  @Test
  void every_block_is_whole_for_the_shell_and_is_run_or_says_why_not() throws Exception {
    for (var block : blocks("sh")) {
      assertThat(run("bash", "-n", "-c", block.text())).as(block.where()).isEmpty();
      assertThat(block.mark())
          .as(block.where())
          .matches(mark ->
              Set.of("", DocBlock.SERVES, DocBlock.STOPPED).contains(mark)
                  || mark.startsWith(DocBlock.NOT_RUN));
    }
  }

  @Test
  void every_block_says_what_it_is() throws IOException {
    assertThat(DocBlock.all())
        .allSatisfy(block -> assertThat(LANGUAGES).as(block.where()).contains(block.language()));
  }

  @Test
  void every_configuration_that_is_shown_is_one_that_is_taken() throws IOException {
    for (var block : blocks("json")) {
      var whole = block.text().startsWith("{") ? block.text() : "{" + block.text() + "}";
      var file = Files.writeString(folder.resolve("config.json"), whole);
      assertThatCode(() -> ConfigLoader.load(file, Map.of()))
          .as(block.where())
          .doesNotThrowAnyException();
    }
  }

  /** As the usual renderers make them: lower case, blanks to dashes, no punctuation. */
  private static Set<String> anchors(Path page) throws IOException {
    var anchors = new TreeSet<String>();
    for (var line : Files.readAllLines(page)) {
      if (line.startsWith("#")) {
        var title = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
        anchors.add(title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  private static List<DocBlock> blocks(String language) throws IOException {
    return DocBlock.all().stream().filter(block -> block.language().equals(language)).toList();
  }

  /** Those of fenced blocks, and the indented ones that are commands of ours. */
  private static List<String> shellLines() throws IOException {
    var lines = new ArrayList<String>();
    for (var block : blocks("sh")) {
      block.text().replace("\\\n", " ").lines().filter(line -> !line.isBlank()).forEach(lines::add);
    }
    for (var page : DocBlock.pages()) {
      Files.readAllLines(page).stream()
          .filter(line -> line.startsWith("    scripts/"))
          .forEach(lines::add);
    }
    return lines;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + said).isZero();
    return said;
  }
}
