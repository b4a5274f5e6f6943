package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecentTest {
  private static Vertx vertx;

  private final Recent<String> recent = new Recent<>(10, String::length);
  private final List<String> loaded = new ArrayList<>();

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @Test
  void what_is_kept_is_not_loaded_again() {
    assertThat(get("a")).isEqualTo("value a");
    assertThat(get("a")).isEqualTo("value a");
    assertThat(loaded).containsExactly("a");
    assertThat(recent.weight()).isEqualTo(7);
  }

  @Test
  void the_weight_is_bounded_and_what_was_asked_for_longest_ago_leaves() {
    var wide = new Recent<String>(3, _ -> 1);
    for (var key : List.of("a", "b", "c", "a", "d")) {
      assertThat(get(wide, key)).isEqualTo("value " + key);
    }
    assertThat(wide.weight()).isEqualTo(3);
    loaded.clear();
    for (var key : List.of("a", "c", "d", "b")) {
      assertThat(get(wide, key)).isEqualTo("value " + key);
    }
    assertThat(loaded).containsExactly("b");
  }

  @Test
  void what_is_too_heavy_by_itself_is_given_and_not_kept() {
    assertThat(get("a long one")).isEqualTo("value a long one");
    assertThat(recent.weight()).isZero();
  }

  @Test
  void those_who_ask_meanwhile_wait_for_the_same() {
    Promise<String> coming = Promise.promise();
    var first = ask(recent, "a", coming::future);
    var second = ask(recent, "a", () -> Future.failedFuture("asked twice"));
    coming.complete("it");
    assertThat(first.await()).isEqualTo("it");
    assertThat(second.await()).isEqualTo("it");
  }

  @Test
  void a_failure_is_not_kept_and_who_waited_loads_by_itself() {
    Promise<String> coming = Promise.promise();
    var first = ask(recent, "a", coming::future);
    var second = ask(recent, "a", () -> Future.succeededFuture("mine"));
    coming.fail("gone");
    assertThatThrownBy(first::await).hasMessage("gone");
    assertThat(second.await()).isEqualTo("mine");
    assertThat(recent.weight()).isZero();
    assertThat(get("a")).isEqualTo("value a");
  }

  @Test
  void what_is_forgotten_is_loaded_again_and_weighs_nothing() {
    assertThat(get("a")).isEqualTo("value a");
    recent.forget("a");
    recent.forget("never there");
    assertThat(recent.weight()).isZero();
    assertThat(get("a")).isEqualTo("value a");
    assertThat(loaded).containsExactly("a", "a");
  }

  @Test
  void what_is_forgotten_while_it_comes_is_not_kept() {
    Promise<String> coming = Promise.promise();
    var first = ask(recent, "a", coming::future);
    recent.forget("a");
    coming.complete("it");
    assertThat(first.await()).isEqualTo("it");
    assertThat(recent.weight()).isZero();
  }

  private String get(String key) {
    return get(recent, key);
  }

  private String get(Recent<String> from, String key) {
    return ask(
            from,
            key,
            () -> {
              loaded.add(key);
              return Future.succeededFuture("value " + key);
            })
        .await();
  }

  /** On an event loop, as streams do. */
  private static Future<String> ask(
      Recent<String> from, String key, Supplier<Future<String>> load) {
    Promise<String> answer = Promise.promise();
    Promise<Void> asked = Promise.promise();
    vertx.runOnContext(_ -> {
      from.get(key, load).onComplete(answer);
      asked.complete();
    });
    var _ = asked.future().await();
    return answer.future();
  }
}
