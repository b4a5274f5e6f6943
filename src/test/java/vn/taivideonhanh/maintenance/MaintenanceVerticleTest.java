package vn.taivideonhanh.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.redis.client.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.maintenance.MaintenanceMessages.Look;
import vn.taivideonhanh.maintenance.MaintenanceMessages.Ran;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.MutableClock;

/** The upkeep of two nodes on one real Redis. */
@ExtendWith({VertxExtension.class, RedisExtension.class})
class MaintenanceVerticleTest {
  private final MutableClock clock = new MutableClock();
  private final List<SimpleMeterRegistry> meters = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicInteger rounds = new AtomicInteger();
  private final List<String> nodes = new ArrayList<>();
  private boolean everyNode;
  private Vertx vertx;
  private RedisStore store;

  @BeforeEach
  void remember(Vertx given, RedisStore redis) {
    vertx = given;
    store = redis;
  }

  @AfterEach
  void stop() {
    nodes.forEach(node -> vertx.undeploy(node).await());
  }

  @Test
  void one_node_runs_a_task_once_each_time_it_is_due() {
    start(() -> Future.succeededFuture(7L));
    start(() -> Future.succeededFuture(7L));
    await(() -> runs.get() == 1);
    awaitRounds(6);
    assertThat(runs).hasValue(1);
    clock.pass(Duration.ofHours(1));
    await(() -> runs.get() == 2);
    awaitRounds(6);
    assertThat(runs).hasValue(2);
    assertThat(MaintenanceMessages.LOOK.ask(vertx, new Look()).await().tasks())
        .contains(new Ran("sweep", clock.millis(), 7L));
    var removed =
        meters.stream()
            .flatMap(node ->
                node.find("tvn.maintenance.removed").tag("task", "sweep").counters().stream())
            .mapToDouble(Counter::count)
            .sum();
    assertThat(removed).isEqualTo(14);
    assertThat(meters)
        .allSatisfy(node -> {
          assertThat(figure(node, "tvn.maintenance.last.success.seconds"))
              .isEqualTo(clock.millis() / 1000.0);
          assertThat(figure(node, "tvn.maintenance.last.removed")).isEqualTo(7);
        });
  }

  private static double figure(SimpleMeterRegistry node, String name) {
    return node.get(name).tag("task", "sweep").gauge().value();
  }

  @Test
  void what_lies_on_its_own_disk_each_node_sees_to_itself() {
    everyNode = true;
    start(() -> Future.succeededFuture(1L));
    start(() -> Future.succeededFuture(1L));
    await(() -> runs.get() == 2);
    awaitRounds(6);
    assertThat(runs).hasValue(2);
    clock.pass(Duration.ofHours(1));
    await(() -> runs.get() == 4);
    assertThat(MaintenanceMessages.LOOK.ask(vertx, new Look()).await().tasks())
        .anyMatch(ran -> ran.task().equals("sweep") && ran.at() != null);
  }

  @Test
  void a_task_that_fails_is_due_again_at_the_next_look() {
    start(() -> runs.get() < 3 ? Future.failedFuture("not yet") : Future.succeededFuture(0L));
    await(() -> runs.get() == 3);
    awaitRounds(3);
    assertThat(runs).hasValue(3);
  }

  @Test
  void a_task_that_throws_does_no_harm() {
    start(() -> {
      throw new IllegalStateException("a defect");
    });
    await(() -> runs.get() >= 2);
  }

  @Test
  void waits_for_the_lease_of_a_node_that_died() {
    store.send(Command.SET, "t:mt:{sweep}:holder", "a dead node").await();
    start(() -> Future.succeededFuture(1L));
    awaitRounds(3);
    assertThat(runs).hasValue(0);
    store.send(Command.DEL, "t:mt:{sweep}:holder").await();
    await(() -> runs.get() == 1);
  }

  private void start(Supplier<Future<Long>> work) {
    var sweep =
        new Task(
            "sweep",
            Duration.ofHours(1),
            everyNode,
            () -> {
              runs.incrementAndGet();
              return work.get();
            });
    var round =
        new Task(
            "round",
            Duration.ZERO,
            () -> {
              rounds.incrementAndGet();
              return Future.succeededFuture(0L);
            });
    var registry = new SimpleMeterRegistry();
    meters.add(registry);
    var settings =
        new MaintenanceSettings(
            store, "t", List.of(sweep, round), Duration.ofMillis(20), clock, registry);
    nodes.add(vertx.deployVerticle(new MaintenanceVerticle(settings)).await());
  }

  /** The second task is run after the first was looked at. */
  private void awaitRounds(int count) {
    var goal = rounds.get() + count;
    await(() -> rounds.get() >= goal);
  }

  private void await(BooleanSupplier goal) {
    var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!goal.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      vertx.timer(10, TimeUnit.MILLISECONDS).await();
    }
  }
}
