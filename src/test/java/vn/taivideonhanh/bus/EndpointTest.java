package vn.taivideonhanh.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/** Questions, answers, failures and facts over a real event bus. */
@ExtendWith(VertxExtension.class)
class EndpointTest {
  private static final Endpoint<Add, Sum> ADD =
      new Endpoint<>("test.add", Add.class, Sum.class, Duration.ofMillis(200));
  private static final Fact<Sum> ADDED = new Fact<>("test.added", Sum.class);

  record Add(int a, int b) {}

  record Sum(int value) {}

  @Test
  void an_answer_comes_back(Vertx vertx) {
    ADD.serve(vertx, add -> Future.succeededFuture(new Sum(add.a() + add.b())));
    assertThat(ADD.ask(vertx, new Add(1, 2)).await()).isEqualTo(new Sum(3));
  }

  @Test
  void a_failure_keeps_its_code_its_sentence_and_its_pause(Vertx vertx) {
    var failure =
        new Failure(ProblemCode.TOO_MANY_TOKENS, "End one first.", Duration.ofMillis(1500));
    ADD.serve(vertx, _ -> Future.failedFuture(failure));
    assertThatThrownBy(() -> ADD.ask(vertx, new Add(1, 2)).await())
        .isInstanceOfSatisfying(
            Failure.class,
            met -> {
              assertThat(met.code()).isEqualTo(failure.code());
              assertThat(met.detail()).isEqualTo(failure.detail());
              assertThat(met.retryAfter()).isEqualTo(failure.retryAfter());
            });
  }

  @Test
  void nobody_there_and_no_answer_in_time_are_unavailable(Vertx vertx) {
    assertUnavailable(vertx);
    ADD.serve(vertx, _ -> Future.future(_ -> {}));
    assertUnavailable(vertx);
  }

  private static void assertUnavailable(Vertx vertx) {
    assertThatThrownBy(() -> ADD.ask(vertx, new Add(1, 2)).await())
        .isInstanceOfSatisfying(
            Failure.class, met -> assertThat(met.code()).isEqualTo(ProblemCode.UNAVAILABLE));
  }

  @Test
  void a_fact_is_heard(Vertx vertx) throws Exception {
    var heard = new CompletableFuture<Sum>();
    ADDED.hear(vertx, heard::complete).completion().await();
    ADDED.tell(vertx, new Sum(4));
    assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo(new Sum(4));
  }
}
