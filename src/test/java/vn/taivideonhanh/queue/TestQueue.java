package vn.taivideonhanh.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.redis.RedisStore;

/** A queue on a real Redis with a clock that is moved by hand, and a view of all its keys. */
final class TestQueue {
  static final QueueConfig CONFIG = config(5);
  static final Duration FRESH = Duration.ofMinutes(10);
  static final Buffer RESULT = Buffer.buffer("result");
  static final Buffer CAUSE = Buffer.buffer("cause");

  private static final long ROUND = 262_144;

  final MovableClock clock;
  final JobQueue queue;
  private final RedisStore store;

  TestQueue(RedisStore store) {
    this.store = store;
    this.clock = new MovableClock();
    this.queue = new JobQueue(store, CONFIG, clock);
  }

  /** The same queue with room for more. */
  TestQueue(TestQueue other, int waiting) {
    this(other, config(waiting));
  }

  /** The same queue with other settings. */
  TestQueue(TestQueue other, QueueConfig config) {
    store = other.store;
    clock = other.clock;
    queue = new JobQueue(store, config, clock);
  }

  private static QueueConfig config(int waiting) {
    return new QueueConfig(
        "tvn",
        "q",
        Duration.ofSeconds(15),
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        2,
        1,
        waiting,
        Duration.ofSeconds(1),
        Duration.ofSeconds(10));
  }

  NewJob job(String id, String person, String print) {
    return new NewJob(id, person, 1, print, "payload-" + id, 0, 3);
  }

  NewJob weighing(String id, String person, int weight) {
    return new NewJob(id, person, weight, "", "payload-" + id, 0, 3);
  }

  Added add(String id, String person, String print) {
    return queue.add(job(id, person, print)).await();
  }

  void have(String id, String person) {
    var accepted = new Added.Accepted(id, Added.How.CREATED);
    if (!accepted.equals(add(id, person, "print-" + id))) {
      throw new AssertionError(id);
    }
  }

  Job claim() {
    return queue.claim(1).await().jobs().getFirst();
  }

  List<String> claim(int most) {
    return queue.claim(most).await().jobs().stream().map(Job::id).toList();
  }

  Standing read(String id) {
    var standing = queue.read(id).await();
    if (standing == null) {
      throw new AssertionError("no job " + id);
    }
    return standing;
  }

  JobState state(String id) {
    return read(id).job().state();
  }

  /** Does something that finds the one state of all keys and leaves the other. */
  <T> T changes(String before, Supplier<Future<T>> what, String after) {
    assertThat(keys()).isEqualTo(before);
    var answer = what.get().await();
    assertThat(keys()).isEqualTo(after);
    return answer;
  }

  /**
   * Every key of the queue and what is in it; after a time to live that is set, a tilde and its
   * seconds, in tens, since Redis counts them while the test runs. The time at which the clock
   * starts is shown as T, line feeds as /, and places in the order as round and number.
   */
  String keys() {
    var start = Keys.of(CONFIG).start();
    var all = new TreeMap<String, String>();
    for (var key : answer(Command.KEYS, start.replace("{", "\\{") + "*")) {
      var name = key.toString();
      var ttl = answer(Command.PTTL, name).toLong();
      var places = name.matches(".*}:[qk]\\d+(:.*)?");
      var seconds = ttl == null || ttl < 0 ? "" : " ~" + 10 * Math.ceilDiv(ttl, 10_000);
      all.put(name.substring(start.length()), (places ? places(name) : content(name)) + seconds);
    }
    return all.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining("\n"))
            .replace(Long.toString(MovableClock.START), "T")
        + "\n";
  }

  private String content(String key) {
    return switch (answer(Command.TYPE, key).toString()) {
      case "string" -> answer(Command.GET, key).toString().replace('\n', '/');
      case "set" -> sorted(answer(Command.SMEMBERS, key));
      case "hash" -> pairs(answer(Command.EVAL, "return redis.call('HGETALL', KEYS[1])", "1", key));
      case "zset" -> pairs(zset(key));
      case "list" -> answer(Command.LRANGE, key, 0, -1).toString();
      case "stream" -> answer(Command.XLEN, key) + " entries";
      default -> throw new AssertionError(key);
    };
  }

  private String places(String key) {
    var flat = zset(key);
    var places = new ArrayList<String>();
    for (var i = 0; i < flat.size(); i += 2) {
      var score = Math.round(Double.parseDouble(flat.get(i + 1).toString()));
      places.add(flat.get(i) + "=" + score / ROUND + "." + score % ROUND);
    }
    return String.join(", ", places);
  }

  private Response zset(String key) {
    return answer(
        Command.EVAL, "return redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')", "1", key);
  }

  private static String sorted(Response members) {
    return members.stream().map(Response::toString).sorted().collect(Collectors.joining(", "));
  }

  private static String pairs(Response flat) {
    var pairs = new TreeMap<Integer, String>();
    for (var i = 0; i < flat.size(); i += 2) {
      pairs.put(i, flat.get(i) + "=" + flat.get(i + 1));
    }
    return String.join(", ", pairs.values());
  }

  private Response answer(Command command, Object... arguments) {
    @Nullable Response response = store.send(command, arguments).await();
    if (response == null) {
      throw new AssertionError(command + " answered nil");
    }
    return response;
  }
}
