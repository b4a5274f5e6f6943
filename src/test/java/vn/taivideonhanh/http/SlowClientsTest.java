package vn.taivideonhanh.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.http.FakeParts.giving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that hold a connection with a byte now and then, all at once: each is let go in its time,
 * and others are answered meanwhile.
 */
class SlowClientsTest {
  private static final Executor AT_ONCE = Thread::startVirtualThread;
  private static final String HOST = "Host: localhost\r\n";
  private static final String LIVE = "GET /api/monitoring/health/live HTTP/1.1\r\n" + HOST;
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String POST = "POST /api/streaming/analyze HTTP/1.1\r\n" + HOST + JSON;

  /** What is sent at once, and what then comes octet for octet, again and again. */
  private record Client(String start, String drip) {}

  private static final Map<String, Client> CLIENTS = clients();
  private static final Map<String, CompletableFuture<String>> ANSWERS = new LinkedHashMap<>();
  private static final Semaphore GOING = new Semaphore(0);
  private static TestSite site;

  private static Map<String, Client> clients() {
    var all = new LinkedHashMap<String, Client>();
    all.put("that says nothing", new Client("", ""));
    all.put("that sends empty lines", new Client("", "\r\n"));
    all.put("whose request line never ends", new Client("GET /", "a"));
    all.put("whose head never ends", new Client(LIVE, "X: y\r\n"));
    all.put("whose field never ends", new Client(LIVE + "X: ", "y"));
    all.put("whose second head never comes", new Client(LIVE + "\r\n", ""));
    all.put("whose second head never ends", new Client(LIVE + "\r\n" + LIVE, "X: y\r\n"));
    all.put("whose body does not come", new Client(POST + "Content-Length: 9000\r\n\r\n", ""));
    all.put("whose body drips", new Client(POST + "Content-Length: 9000\r\n\r\n{", " "));
    all.put(
        "whose chunks drip", new Client(POST + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"));
    all.put(
        "whose chunk's extension drips",
        new Client(POST + "Transfer-Encoding: chunked\r\n\r\n1;a=", "a"));
    all.put(
        "whose trailers drip",
        new Client(POST + "Transfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n"));
    all.put(
        "whose body nobody reads",
        new Client(
            "POST /nothing HTTP/1.1\r\n" + HOST + JSON + "Content-Length: 9000\r\n\r\n", " "));
    all.put(
        "that expects to go on and does not",
        new Client(POST + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n", ""));
    return all;
  }

  @BeforeAll
  static void open() {
    site =
        new TestSite(
            Map.of(
                "TVN_HTTP_HEADER_TIMEOUT", "500ms",
                "TVN_HTTP_BODY_TIMEOUT", "500ms",
                "TVN_HTTP_IDLE_TIMEOUT", "1s"));
    site.fakes.submit = giving(Samples.queued(1));
    CLIENTS.forEach((name, client) ->
        ANSWERS.put(name, CompletableFuture.supplyAsync(() -> play(client), AT_ONCE)));
  }

  @AfterAll
  static void close() {
    site.close();
  }

  static Stream<String> names() {
    return CLIENTS.keySet().stream();
  }

  /** What the client got until its connection was closed. */
  private static String play(Client client) {
    try (var socket = site.socket()) {
      socket.getOutputStream().write(client.start.getBytes(StandardCharsets.ISO_8859_1));
      GOING.release();
      // Ends with the socket.
      AT_ONCE.execute(() -> drip(socket, client.drip));
      return HostileRequestsTest.readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drip(Socket socket, String what) {
    try {
      while (!what.isEmpty()) {
        for (var octet : what.getBytes(StandardCharsets.ISO_8859_1)) {
          socket.getOutputStream().write(octet);
          // The pace of the client, not a wait for anything.
          CompletableFuture.runAsync(
                  () -> {}, CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS, AT_ONCE))
              .join();
        }
      }
    } catch (SocketException _) {
      // The server has let it go.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void others_are_answered_meanwhile() throws Exception {
    assertThat(GOING.tryAcquire(CLIENTS.size(), 10, TimeUnit.SECONDS)).isTrue();
    assertThat(site.get("/api/monitoring/health/live").statusCode()).isEqualTo(200);
  }

  /** Reading fails by its own timeout, far behind those of the server, when it is not. */
  @ParameterizedTest(name = "a client {0}")
  @MethodSource("names")
  void is_let_go(String name) {
    var got = requireNonNull(ANSWERS.get(name)).join();
    assertThat(got).doesNotContain("\"requestId\"");
    assertThat(got.split("HTTP/1\\.1 [2-5]", -1)).as("one answer at most").hasSizeLessThan(3);
  }
}
