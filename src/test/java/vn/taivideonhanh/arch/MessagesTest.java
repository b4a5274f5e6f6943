package vn.taivideonhanh.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.bus.Endpoint;
import vn.taivideonhanh.bus.Fact;

/** The table "Messages" of docs/architecture.md, held against the constants in the code. */
class MessagesTest {
  @Test
  void the_catalogue_is_the_code() throws Exception {
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(declared());
  }

  @Test
  void an_address_is_its_package_and_a_verb() throws Exception {
    assertThat(declared()).allSatisfy(row -> assertThat(row).matches("[a-z]+\\.[a-zA-Z]+ .*"));
    assertThat(declared().stream().map(row -> row.split(" ", 2)[0])).doesNotHaveDuplicates();
  }

  private static List<String> documented() throws IOException {
    var rows = new ArrayList<String>();
    for (var line : Files.readAllLines(Path.of("docs/architecture.md"))) {
      var cells = line.replace("`", "").split("\\|", -1);
      if (cells.length == 6 && cells[1].strip().matches("(?!media\\.)[a-z]+\\.[a-zA-Z]+")) {
        rows.add(
            String.join(" ", cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip())
                .strip());
      }
    }
    return rows;
  }

  private static List<String> declared() throws ReflectiveOperationException {
    var rows = new ArrayList<String>();
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("vn.taivideonhanh");
    for (var javaClass : classes) {
      if (!javaClass.getSimpleName().endsWith("Messages")) {
        continue;
      }
      for (var field : Class.forName(javaClass.getName()).getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          add(rows, javaClass.getPackageName(), field.get(null));
        }
      }
    }
    return rows;
  }

  private static void add(List<String> rows, String owner, Object constant) {
    if (constant instanceof Endpoint<?, ?> endpoint) {
      assertThat(owner).endsWith("." + endpoint.address().split("\\.", 2)[0]);
      rows.add(
          "%s %s %s %ds"
              .formatted(
                  endpoint.address(),
                  endpoint.question().getSimpleName(),
                  endpoint.answer().getSimpleName(),
                  endpoint.timeout().toSeconds()));
    } else if (constant instanceof Fact<?> fact) {
      rows.add("%s %s a fact".formatted(fact.address(), fact.type().getSimpleName()));
    }
  }
}
