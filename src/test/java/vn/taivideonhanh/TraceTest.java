package vn.taivideonhanh;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.redis.RedisAddress;
import vn.taivideonhanh.redis.RedisExtension;

/** One id leads from a request through the bus and the queue to the worker that does its job. */
@ExtendWith(RedisExtension.class)
class TraceTest {
  private final Logger ours = (Logger) LoggerFactory.getLogger("vn.taivideonhanh");
  private final Lines lines = new Lines();
  private Level before;

  @BeforeEach
  void listen() {
    before = ours.getLevel();
    lines.start();
    ours.addAppender(lines);
  }

  @AfterEach
  void silence() {
    ours.detachAppender(lines);
    ours.setLevel(before);
  }

  @Test
  void one_id_is_in_the_answer_and_in_the_logs_of_request_job_and_worker(RedisAddress redis)
      throws Exception {
    try (var screening = new Screening(redis);
        var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      ours.setLevel(Level.DEBUG);
      var origin = screening.origin();
      var asked =
          client.send(
              HttpRequest.newBuilder(URI.create(origin + "/api/streaming/analyze"))
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          new JsonObject().put("url", screening.site().url()).encode()))
                  .build(),
              BodyHandlers.ofString());
      assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
      var request = asked.headers().firstValue("X-Request-Id").orElseThrow();
      var job = new JsonObject(asked.body()).getString("requestId");
      var ended = get(client, origin + "/api/streaming/analyze/" + job + "?wait=30");
      assertThat(ended.getString("state")).isIn("active", "completed", "failed");

      var told = get(client, origin + "/api/admin/queue/jobs/" + job);
      assertThat(told.getJsonArray("log")).contains("attempt 1 for request " + request);
      assertThat(lines.of("vn.taivideonhanh.http.RequestLog", request))
          .singleElement()
          .asString()
          .startsWith("POST /api/streaming/analyze 202 ");
      assertThat(lines.of("vn.taivideonhanh.analysis.AnalysisTask", request))
          .contains("job " + job + ": attempt 1 for request " + request);
    }
  }

  private static JsonObject get(HttpClient client, String url) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build();
    var answer = client.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  /** Keeps what is logged, as machines read it. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<JsonObject> all = new ConcurrentLinkedQueue<>();
    private final LogLine layout = new LogLine();

    Lines() {
      layout.setContext(requireNonNull(((Logger) LoggerFactory.getLogger("x")).getLoggerContext()));
      layout.setFormat("json");
      layout.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      all.add(new JsonObject(layout.doLayout(event)));
    }

    Iterable<String> of(String logger, String request) {
      return all.stream()
          .filter(line -> logger.equals(line.getString("logger")))
          .filter(line -> request.equals(line.getString("request")))
          .map(line -> line.getString("message"))
          .toList();
    }
  }
}
