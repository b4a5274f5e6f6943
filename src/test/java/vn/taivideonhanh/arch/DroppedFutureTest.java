package vn.taivideonhanh.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A future whose result is thrown away swallows its failure; the compiler does not say so. */
class DroppedFutureTest {
  private static final String FUTURE = "io/vertx/core/Future";
  private static final Set<String> ENDS_A_CHAIN = Set.of("onComplete", "onSuccess", "onFailure");

  @Test
  void no_future_is_dropped() throws IOException {
    var dropped = new ArrayList<String>();
    try (var files = Files.walk(Path.of("target/classes"))) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        dropped.addAll(droppedIn(Files.readAllBytes(file)));
      }
    }
    assertThat(dropped).isEmpty();
  }

  static List<String> droppedIn(byte[] bytes) {
    var found = new ArrayList<String>();
    for (var method : ClassFile.of().parse(bytes).methods()) {
      method
          .code()
          .ifPresent(code -> {
            InvokeInstruction last = null;
            for (CodeElement element : code) {
              if (element instanceof StackInstruction s
                  && s.opcode() == Opcode.POP
                  && last != null) {
                found.add(
                    method.parent().orElseThrow().thisClass().asInternalName()
                        + "."
                        + method.methodName()
                        + " drops "
                        + last.name());
              }
              if (element instanceof Instruction) {
                last =
                    element instanceof InvokeInstruction i
                            && i.typeSymbol()
                                .returnType()
                                .descriptorString()
                                .equals("L" + FUTURE + ";")
                            && !(i.owner().asInternalName().equals(FUTURE)
                                && ENDS_A_CHAIN.contains(i.name().stringValue()))
                        ? i
                        : null;
              }
            }
          });
    }
    return found;
  }
}
