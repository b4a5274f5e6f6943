package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.CommandLine.Mode;

/** The arguments of the jar. */
class CommandLineTest {
  @Test
  void nothing_means_run_with_the_defaults() {
    assertThat(CommandLine.parse(List.of())).isEqualTo(new CommandLine(Mode.RUN, null));
  }

  @Test
  void each_mode_has_a_word() {
    assertThat(CommandLine.parse(List.of("--rehearse")).mode()).isEqualTo(Mode.REHEARSE);
    assertThat(CommandLine.parse(List.of("--help")).mode()).isEqualTo(Mode.HELP);
  }

  @Test
  void a_file_may_stand_with_a_mode() {
    assertThat(CommandLine.parse(List.of("--config", "a.json", "--check")))
        .isEqualTo(new CommandLine(Mode.CHECK, Path.of("a.json")));
  }

  @ParameterizedTest
  @CsvSource({"--config,needs a file", "--speed,not understood: --speed", "file.json,try --help"})
  void a_mistake_is_named(String argument, String message) {
    assertThatThrownBy(() -> CommandLine.parse(List.of(argument)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
