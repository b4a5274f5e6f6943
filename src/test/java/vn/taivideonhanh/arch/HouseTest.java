package vn.taivideonhanh.arch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules that are about files: their length, the heads of Lua scripts, links in the docs. */
class HouseTest {
  private static final int LONGEST = 300;
  private static final Pattern BOUND = Pattern.compile("(KEYS|ARGV)\\[(\\d+)\\]\\)? *-- .+");
  private static final Pattern USED = Pattern.compile("(KEYS|ARGV)\\[(\\d+)\\]");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

  private static List<Path> files(String folder, String ending) throws IOException {
    try (var walk = Files.walk(Path.of(folder))) {
      return walk.filter(f -> f.toString().endsWith(ending)).toList();
    }
  }

  @Test
  void a_file_fits_in_a_head() throws IOException {
    for (var file : files("src", ".java")) {
      try (var lines = Files.lines(file, UTF_8)) {
        assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(LONGEST);
      }
    }
  }

  @Test
  void a_script_says_what_it_does_and_names_what_it_takes() throws IOException {
    for (var file : files("src/main/resources/lua", ".lua")) {
      var source = Files.readString(file);
      assertThat(source).as(file.toString()).startsWith("-- ");
      for (var kind : List.of("KEYS", "ARGV")) {
        var bound = numbers(BOUND, source, kind);
        assertThat(bound)
            .as(file + " " + kind + " without gaps, each with a comment")
            .containsExactlyElementsOf(
                numbers(USED, source, kind).stream().distinct().sorted().toList())
            .isEqualTo(upTo(bound.size()));
      }
    }
  }

  private static List<Integer> numbers(Pattern pattern, String source, String kind) {
    return pattern
        .matcher(source)
        .results()
        .filter(m -> m.group(1).equals(kind))
        .map(m -> Integer.parseInt(m.group(2)))
        .toList();
  }

  private static List<Integer> upTo(int last) {
    var numbers = new ArrayList<Integer>();
    for (var i = 1; i <= last; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @Test
  void links_in_the_docs_lead_somewhere() throws IOException {
    var pages = new ArrayList<>(files("docs", ".md"));
    for (var name : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      if (Files.exists(Path.of(name))) {
        pages.add(Path.of(name));
      }
    }
    for (var page : pages) {
      var parent = page.getParent() == null ? Path.of("") : page.getParent();
      LINK.matcher(Files.readString(page))
          .results()
          .forEach(m -> assertThat(parent.resolve(m.group(1))).as(page.toString()).exists());
    }
  }
}
