package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code scripts/torture-queue}, always the same faults. */
@ExtendWith(VertxExtension.class)
class TortureTest {
  private static final TortureOptions SHORT =
      new TortureOptions(
          3000,
          Duration.ofSeconds(10),
          2,
          Duration.ofSeconds(2),
          Duration.ofMillis(700),
          "always",
          4);

  @Test
  void every_job_is_completed_once_whatever_is_killed(Vertx vertx, @TempDir Path folder)
      throws IOException {
    var books = Torture.of(SHORT, folder, vertx);
    assertThat(books.wrong()).describedAs(books.text()).isEmpty();
    assertThat(books.over()).describedAs(books.text()).doesNotContainKey("unexplained");
    assertThat(books.forgotten()).describedAs(books.text()).isZero();
    assertThat(books.faults()).hasSizeGreaterThan(5);
  }
}
