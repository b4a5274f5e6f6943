package vn.taivideonhanh.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.EventBus;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The package table of docs/architecture.md and the rules of the house, held against the code. */
class ArchitectureTest {
  private static final String ROOT = "vn.taivideonhanh";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void packages_are_free_of_cycles() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packages_use_only_what_the_table_allows() throws IOException {
    assertThat(wrongEdges(PackageTable.read())).isEmpty();
  }

  @Test
  void an_edge_that_the_table_lacks_is_noticed() throws IOException {
    var table = PackageTable.read();
    assertThat(wrongEdges(table.without("bus", "problem"))).anyMatch(s -> s.startsWith("bus -> "));
  }

  @Test
  void every_package_is_in_the_table_and_has_its_verticle() throws IOException {
    var table = PackageTable.read();
    for (var javaClass : CLASSES) {
      var name = feature(javaClass);
      if (!name.isEmpty()) {
        assertThat(table.rows()).as("package of " + javaClass.getName()).containsKey(name);
        if (javaClass.isAssignableTo(VerticleBase.class)) {
          assertThat(table.row(name).verticle()).isEqualTo(javaClass.getSimpleName());
        }
      }
    }
    table
        .rows()
        .forEach((name, row) ->
            assertThat(CLASSES.stream().filter(c -> feature(c).equals(name)).toList())
                .as("classes of " + name)
                .anyMatch(
                    c -> row.verticle().isEmpty() || c.getSimpleName().equals(row.verticle())));
  }

  private static List<String> wrongEdges(PackageTable table) {
    var wrong = new ArrayList<String>();
    for (var javaClass : CLASSES) {
      var from = feature(javaClass);
      if (from.isEmpty()) {
        continue;
      }
      for (var dependency : javaClass.getDirectDependenciesFromSelf()) {
        var target = dependency.getTargetClass();
        var to = feature(target);
        var ours = target.getPackageName().startsWith(ROOT + ".") && !to.equals(from);
        if (ours && !table.row(from).uses().contains(to)) {
          wrong.add(from + " -> " + to + ": " + dependency.getDescription());
        } else if (ours && !table.row(to).verticle().isEmpty() && !isContract(target)) {
          wrong.add(from + " -> " + to + " past its messages: " + dependency.getDescription());
        }
      }
    }
    return wrong;
  }

  private static boolean isContract(JavaClass javaClass) {
    return javaClass.getName().contains("Messages");
  }

  private static String feature(JavaClass javaClass) {
    var name = javaClass.getPackageName();
    return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
  }

  @Test
  void verticles_are_final_and_named_so() {
    classes()
        .that()
        .areAssignableTo(VerticleBase.class)
        .should()
        .haveSimpleNameEndingWith("Verticle")
        .andShould()
        .haveModifier(JavaModifier.FINAL)
        .check(CLASSES);
  }

  @Test
  void every_package_is_null_marked_and_checks_return_values() {
    assertThat(CLASSES)
        .extracting(JavaClass::getPackage)
        .allSatisfy(p -> {
          assertThat(p.isAnnotatedWith(NullMarked.class)).as(p.getName()).isTrue();
          assertThat(p.isAnnotatedWith(CheckReturnValue.class)).as(p.getName()).isTrue();
        });
  }

  @Test
  void no_mutable_statics() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void single_words_stay_in_their_package() {
    onlyIn("bus", EventBus.class);
    onlyIn("process", ProcessBuilder.class);
    onlyIn("http", RoutingContext.class);
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(AbstractVerticle.class)
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT, ROOT + ".demo")
        .should()
        .accessField(System.class, "out")
        .check(CLASSES);
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
  }

  private static void onlyIn(String owner, Class<?> type) {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "." + owner)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                type.getSimpleName(), c -> c.getName().equals(type.getName())))
        .check(CLASSES);
  }

  @Test
  void names_say_what_a_thing_is() {
    var banned = Set.of("Manager", "Helper", "Util", "Utils", "Impl", "Service", "Handler");
    assertThat(CLASSES)
        .filteredOn(c -> !c.isAnonymousClass() && c.isTopLevelClass())
        .extracting(JavaClass::getSimpleName)
        .noneMatch(name -> banned.stream().anyMatch(name::endsWith));
  }
}
