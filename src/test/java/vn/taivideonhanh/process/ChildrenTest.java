package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real children: shells and what they start. */
class ChildrenTest {
  private static final int MOST = 1 << 20;
  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path directory;
  private Children children = new Children(vertx);

  @AfterEach
  void close() throws Exception {
    children.close().await(10, TimeUnit.SECONDS);
    vertx.close().await();
  }

  static Stream<Launcher> launchers() {
    return Stream.of(
        Launcher.find(), new Launcher.Python(Objects.requireNonNull(Programs.find("python3"))));
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void a_child_sees_its_own_environment_session_and_limits(Launcher launcher) throws Exception {
    children = new Children(vertx, launcher);
    var limits = new Limits(null, Duration.ofSeconds(7), 512L << 20, 0L, 99, 64);
    var script =
        "env; echo pid $$; cut -d' ' -f5,6 /proc/$$/stat; ulimit -a; grep NoNewPrivs /proc/$$/status";
    var spec = sh(script).withEnvironment(Map.of("GIVEN", "xyz")).withLimits(limits);
    var output = children.run(spec, MOST).await(10, TimeUnit.SECONDS);
    assertThat(output.clean()).isTrue();
    var pid = output.text().lines().filter(l -> l.startsWith("pid ")).findFirst().orElseThrow();
    assertThat(output.text())
        .contains("GIVEN=xyz", "HOME=" + directory, pid.substring(4) + " " + pid.substring(4))
        .containsPattern("time\\(seconds\\) +7\n")
        .containsPattern("vmemory\\(kbytes\\) +524288\n")
        .containsPattern("nofiles +99\n")
        .containsPattern("coredump\\(blocks\\) +0\n")
        .containsPattern("file\\(blocks\\) +0\n")
        .containsPattern("NoNewPrivs:\\s+1")
        .doesNotContain("JAVA_HOME", "SHLVL");
  }

  @Test
  void the_exit_code_and_the_end_of_the_errors_are_kept() throws Exception {
    var output = run("echo out; seq 1 20000 >&2; exit 7");
    assertThat(output.exit().code()).isEqualTo(7);
    assertThat(output.text()).isEqualTo("out\n");
    assertThat(output.exit().errors()).endsWith("\n20000\n").hasSize(64 * 1024);
  }

  @Test
  void a_program_that_does_not_exist_is_an_exit_code() throws Exception {
    var output = children.run(ChildSpec.of(directory, List.of("/no/such/program")), MOST).await();
    assertThat(output.exit().code()).isBetween(126, 127);
  }

  @Test
  void what_left_the_group_keeps_nobody_waiting() throws Exception {
    var output = run("setsid sleep 9 & echo out; sleep 0.5");
    assertThat(output.text()).isEqualTo("out\n");
    assertThat(output.clean()).isFalse();
  }

  @Test
  void a_killed_child_takes_its_children_with_it() throws Exception {
    var child = children.spawn(sh("trap '' TERM; sleep 1000 & echo $!; wait; wait")).await();
    var grandchild = new CompletableFuture<String>();
    child.stdout().handler(chunk -> grandchild.complete(chunk.toString().strip()));
    child.stdout().resume();
    var pid = Long.parseLong(grandchild.get(5, TimeUnit.SECONDS));
    assertThat(Alive.is(pid)).isTrue();
    assertThat(children.live()).isOne();
    var exit = child.kill().await(5, TimeUnit.SECONDS);
    assertThat(exit.cause()).isEqualTo(Exit.Cause.KILLED);
    assertThat(Alive.within(Duration.ofSeconds(1), () -> !Alive.is(pid))).isTrue();
    assertThat(Alive.within(Duration.ofSeconds(1), () -> children.live() == 0)).isTrue();
  }

  @Test
  void what_a_child_leaves_behind_is_killed_when_it_ends() throws Exception {
    var output = run("sleep 1000 </dev/null >/dev/null 2>&1 & echo $!");
    var pid = Long.parseLong(output.text().strip());
    assertThat(Alive.within(Duration.ofSeconds(1), () -> !Alive.is(pid))).isTrue();
  }

  @Test
  void the_wall_clock_ends_a_child() throws Exception {
    var spec = sh("sleep 1000").withLimits(Limits.LOOSE.withWall(Duration.ofMillis(200)));
    var output = children.run(spec, MOST).await(5, TimeUnit.SECONDS);
    assertThat(output.exit().cause()).isEqualTo(Exit.Cause.TIMED_OUT);
  }

  @Test
  void the_processor_limit_ends_a_child() throws Exception {
    var spec = sh("while :; do :; done").withLimits(Limits.LOOSE.withCpu(Duration.ofSeconds(1)));
    var output = children.run(spec, MOST).await(20, TimeUnit.SECONDS);
    assertThat(output.exit().clean()).isFalse();
    assertThat(output.exit().cause()).isEqualTo(Exit.Cause.ITSELF);
  }

  @Test
  void a_child_that_says_too_much_is_killed() throws Exception {
    var output = children.run(sh("yes"), 100_000).await(5, TimeUnit.SECONDS);
    assertThat(output.cut()).isTrue();
    assertThat(output.clean()).isFalse();
    assertThat(output.text()).hasSize(100_000);
  }

  @Test
  void a_paused_reader_makes_the_child_wait() throws Exception {
    var child = children.spawn(sh("head -c 10000000 /dev/zero; echo done >&2")).await();
    var total = new AtomicLong();
    var first = new CompletableFuture<Buffer>();
    var end = new CompletableFuture<Boolean>();
    child
        .stdout()
        .handler(chunk -> {
          total.addAndGet(chunk.length());
          first.complete(chunk);
        });
    child.stdout().endHandler(_ -> end.complete(true));
    child.stdout().fetch(1);
    first.get(5, TimeUnit.SECONDS);
    assertThat(Alive.within(Duration.ofMillis(300), () -> child.errors().contains("done")))
        .isFalse();
    assertThat(total.get()).isLessThanOrEqualTo(65_536);
    child.stdout().resume();
    end.get(5, TimeUnit.SECONDS);
    assertThat(total.get()).isEqualTo(10_000_000);
    assertThat(child.exit().await(5, TimeUnit.SECONDS).clean()).isTrue();
  }

  @Test
  void what_is_written_reaches_the_child() throws Exception {
    var child = children.spawn(sh("sort -r").withInput()).await();
    var said = Buffer.buffer();
    child.stdout().handler(said::appendBuffer);
    child.stdout().resume();
    child.stdin().write(Buffer.buffer("1\n2\n")).await();
    child.stdin().write(Buffer.buffer("3\n")).await();
    child.stdin().end().await();
    assertThat(child.exit().await(5, TimeUnit.SECONDS).clean()).isTrue();
    assertThat(Alive.within(Duration.ofSeconds(1), () -> said.length() == 6)).isTrue();
    assertThat(said).hasToString("3\n2\n1\n");
  }

  @Test
  void a_guardian_that_was_killed_is_replaced() throws Exception {
    var _ = run("true");
    guardians().forEach(ProcessHandle::destroyForcibly);
    assertThat(Alive.within(Duration.ofSeconds(2), () -> guardians().isEmpty())).isTrue();
    var _ = run("true");
    assertThat(Alive.within(Duration.ofSeconds(5), () -> guardians().size() == 1)).isTrue();
  }

  private static List<ProcessHandle> guardians() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(" guardian TVN_CHILD_OF="))
        .toList();
  }

  @Test
  void a_closed_one_has_no_child_and_starts_none() throws Exception {
    var child = children.spawn(sh("sleep 1000")).await();
    children.close().await(5, TimeUnit.SECONDS);
    assertThat(Alive.is(child.pid())).isFalse();
    var late = children.spawn(sh("true"));
    assertThatThrownBy(late::await).isInstanceOf(IllegalStateException.class);
  }

  private Output run(String script) throws Exception {
    return children.run(sh(script), MOST).await(10, TimeUnit.SECONDS);
  }

  private ChildSpec sh(String script) {
    return ChildSpec.of(directory, List.of("/bin/sh", "-c", script));
  }
}
