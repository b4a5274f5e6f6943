package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.redis.RedisExtension;
import vn.taivideonhanh.redis.RedisStore;

/**
 * Each script of the queue that workers run, by its name: every key before it and after it, on a
 * real Redis. What else a script does is in the tests of what it is for.
 */
@ExtendWith(RedisExtension.class)
class WorkerScriptsTest {
  private TestQueue q;

  @BeforeEach
  void open(RedisStore store) {
    q = new TestQueue(store);
  }

  private Job begun(String id, String person) {
    q.have(id, person);
    return q.claim();
  }

  private void inGroup(String id, String person) {
    assertThat(q.queue.add(q.job(id, person, "").inGroup("site")).await()).isNotNull();
  }

  @Test
  void each_script_has_a_test_of_its_name() throws IOException {
    var names =
        Stream.of(WorkerScriptsTest.class, OperatorScriptsTest.class)
            .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
            .map(Method::getName)
            .toList();
    for (var script : scripts()) {
      assertThat(names).as(script).anyMatch(name -> name.startsWith(script + "_"));
    }
  }

  /** Those that are run; the others are parts of them. */
  private static List<String> scripts() throws IOException {
    try (var all = Files.list(Path.of("src/main/java/vn/taivideonhanh/queue"))) {
      var sources = new StringBuilder();
      for (var file : all.toList()) {
        sources.append(Files.readString(file));
      }
      try (var scripts = Files.list(Path.of("src/main/resources/lua/queue"))) {
        return scripts
            .map(file -> file.getFileName().toString().replace(".lua", ""))
            .filter(name -> sources.indexOf("\"queue/" + name + "\"") >= 0)
            .toList();
      }
    }
  }

  @Test
  void add_jobs_keeps_the_job_its_place_its_person_and_its_fingerprint() {
    q.have("1", "ann");
    var added =
        q.changes(
            """
            j:1 = w0000-0 T ann 1 - print-1 0 0/payload-1
            m = seq=1, n=1, tiers=0 1:0:0
            q1 = 1=1.0
            s:print-1 = 1
            u:ann = 1 1=1
            """,
            () -> q.queue.addAll(List.of(q.job("2", "ann", "f"), q.job("3", "bob", "f"))),
            """
            j:1 = w0000-0 T ann 1 - print-1 0 0/payload-1
            j:2 = w0000-0 T ann 1 - f 0 0/payload-2
            m = seq=2, n=2, tiers=0 1:0:0
            q1 = 1=1.0, 2=2.1
            s:f = 2
            s:print-1 = 1
            u:ann = 2 1=2
            w:2 = ann, bob
            """);
    assertThat(added)
        .containsExactly(
            new Added.Accepted("2", Added.How.CREATED), new Added.Accepted("2", Added.How.JOINED));
  }

  @Test
  void step_jobs_ends_what_has_ended_and_leases_the_next() {
    var job = begun("1", "ann");
    q.have("2", "bob");
    var end = q.queue.end(job, new Outcome.Done(TestQueue.RESULT, TestQueue.FRESH));
    var step =
        q.changes(
            """
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            j:2 = w0000-0 T bob 1 - print-2 0 0/payload-2
            l = 1:1=1700000015000
            m = seq=2, n=1, tiers=0 1:1:1, token=1
            q1 = 2=2.1
            s:print-1 = 1
            s:print-2 = 2
            u:bob = 1 1=2
            """,
            () -> q.queue.step(List.of(end), 2),
            """
            ec = 1=T
            j:1 = c0100-1,T T ann 1 - print-1 0 0/payload-1/result
            j:2 = a0100-2 T bob 1 - print-2 0 0/payload-2
            l = 2:2=1700000015000
            m = seq=2, n=0, tiers=1 1:2:2, token=2, idle=1
            s:print-1 = 1 ~600
            s:print-2 = 2
            """);
    assertThat(step.ends()).isEqualTo("1");
    assertThat(step.claimed().jobs()).extracting(Job::id).containsExactly("2");
  }

  @Test
  void step_jobs_puts_aside_what_has_no_room() {
    q.queue.control().limit(Lane.GROUPS, Limit.running(1)).await();
    inGroup("1", "ann");
    inGroup("2", "bob");
    var claimed =
        q.changes(
            """
            j:1 = w0000-0 T ann 1 site - 0 0/payload-1
            j:2 = w0000-0 T bob 1 site - 0 0/payload-2
            limits = g=1 0 0
            m = lim=1, seq=2, n=2, tiers=0 1:0:0
            q1 = 1=1.0, 2=1.1
            u:ann = 1 1=1
            u:bob = 1 1=1
            """,
            () -> q.queue.claim(2),
            """
            held = g:site=1700000005000
            j:1 = a0100g1 T ann 1 site - 0 0/payload-1
            j:2 = w0000-0 T bob 1 site - 0 0/payload-2
            k1:g:site = 2=1.1
            l = 1:1=1700000015000
            limits = g=1 0 0
            m = lim=1, seq=2, n=1, tiers=0 1:1:1, token=1
            n:g:site = 1 0 0
            u:bob = 1 1=1
            """);
    assertThat(claimed.jobs()).extracting(Job::id).containsExactly("1");
  }

  @Test
  void beat_leases_moves_the_end_of_what_is_held() {
    var job = begun("1", "ann");
    q.clock.move(Duration.ofSeconds(5));
    var leases =
        q.changes(
            """
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            l = 1:1=1700000015000
            m = seq=1, n=0, tiers=0 1:1:1, token=1
            s:print-1 = 1
            """,
            () -> q.queue.beat(List.of(job)),
            """
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            l = 1:1=1700000020000
            m = seq=1, n=0, tiers=0 1:1:1, token=1
            s:print-1 = 1
            """);
    assertThat(leases).containsExactly(Lease.HELD);
  }

  @Test
  void note_progress_keeps_what_a_job_does_and_what_it_says() {
    var job = begun("1", "ann");
    var noted =
        q.changes(
            """
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            l = 1:1=1700000015000
            m = seq=1, n=0, tiers=0 1:1:1, token=1
            s:print-1 = 1
            """,
            () -> Future.all(q.queue.progress(job, "half"), q.queue.log(job, "line")),
            """
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            l = 1:1=1700000015000
            m = seq=1, n=0, tiers=0 1:1:1, token=1
            o:1 = [line] ~3600
            p:1 = half ~3600
            s:print-1 = 1
            """);
    assertThat(noted.<Boolean>list()).containsExactly(true, true);
  }

  @Test
  void reap_jobs_puts_what_was_abandoned_to_the_front() {
    assertThat(begun("1", "ann").attempt()).isEqualTo(1);
    q.have("2", "bob");
    q.clock.move(Duration.ofMillis(15_001));
    var lapsed =
        q.changes(
            """
            j:1 = a0100-1 T ann 1 - print-1 0 0/payload-1
            j:2 = w0000-0 T bob 1 - print-2 0 0/payload-2
            l = 1:1=1700000015000
            m = seq=2, n=1, tiers=0 1:1:1, token=1
            q1 = 2=2.1
            s:print-1 = 1
            s:print-2 = 2
            u:bob = 1 1=2
            """,
            () -> q.queue.reap(TestQueue.CAUSE),
            """
            j:1 = w0101-1 T ann 1 - print-1 0 0/payload-1
            j:2 = w0000-0 T bob 1 - print-2 0 0/payload-2
            m = seq=2, n=2, tiers=0 1:1:1, token=1
            q1 = 1=1.0, 2=2.1
            s:print-1 = 1
            s:print-2 = 2
            u:ann = 1
            u:bob = 1 1=2
            """);
    assertThat(lapsed).isEqualTo(1);
  }
}
