package vn.taivideonhanh.account;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Asks a running server, where everybody may register and tries are not bounded, and prints:
 * whether the time of a refused login tells if there is such a name, and how long health takes to
 * answer while 200 logins of a megabyte arrive. See {@code scripts/bench-login}.
 */
final class LoginBench {
  private static final String NAME = "bench-ann";
  private static final String PASSWORD = "correct horse battery";
  private static final int RAIN = 200;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String origin;

  private LoginBench(String origin) {
    this.origin = origin;
  }

  /** The origin of a server, and how many logins of each sort. */
  public static void main(String[] arguments) throws Exception {
    var bench = new LoginBench(arguments[0]);
    bench.names(Integer.parseInt(arguments[1]));
    bench.rain();
    bench.client.shutdownNow();
  }

  private HttpRequest.Builder post(String path, String name, String password) {
    var body = new JsonObject().put("name", name).put("password", password).encode();
    return HttpRequest.newBuilder(URI.create(origin + path))
        .timeout(Duration.ofMinutes(2))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private double millis(HttpRequest request, int expected) throws Exception {
    var begun = System.nanoTime();
    var status = client.send(request, BodyHandlers.ofString()).statusCode();
    if (status != expected) {
      throw new IOException("status " + status + " of " + request);
    }
    return (System.nanoTime() - begun) / 1e6;
  }

  /** One after the other, in turn, so that what disturbs the machine disturbs both. */
  private void names(int each) throws Exception {
    var _ = millis(post("/api/auth/register", NAME, PASSWORD).build(), 201);
    var known = new double[each];
    var unknown = new double[each];
    for (var i = 0; i < each; i++) {
      known[i] = millis(post("/api/auth/login", NAME, "a wrong password").build(), 401);
      var nobody = post("/api/auth/login", "nobody" + i, "a wrong password").build();
      unknown[i] = millis(nobody, 401);
    }
    System.out.printf("wrong password: %s%n", Times.of(known));
    System.out.printf("unknown name:   %s%n", Times.of(unknown));
    System.out.printf(
        "Mann-Whitney z = %.2f; beyond 3.3 the names would tell (p = 0.001)%n", z(known, unknown));
  }

  /** By how many deviations one sort is slower than the other, whatever the distribution is. */
  private static double z(double[] a, double[] b) {
    var wins = 0.0;
    for (var x : a) {
      for (var y : b) {
        wins += x > y ? 1 : x == y ? 0.5 : 0;
      }
    }
    double n = a.length;
    double m = b.length;
    return (wins - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
  }

  private void rain() throws Exception {
    var large = post("/api/auth/login", NAME, "x".repeat(1 << 20)).build();
    var small = post("/api/auth/login", NAME, "a wrong password").build();
    List<CompletableFuture<Integer>> rain =
        IntStream.range(0, RAIN)
            .mapToObj(i ->
                client
                    .sendAsync(i % 2 == 0 ? large : small, BodyHandlers.discarding())
                    .handle((answer, failed) -> failed != null ? 0 : answer.statusCode()))
            .toList();
    var health = HttpRequest.newBuilder(URI.create(origin + "/api/monitoring/health")).build();
    var times = new ArrayList<Double>();
    try (var other = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      do {
        var begun = System.nanoTime();
        var status = other.send(health, BodyHandlers.ofString()).statusCode();
        times.add((System.nanoTime() - begun) / 1e6);
        if (status != 200) {
          System.out.println("health said " + status);
        }
      } while (!rain.stream().allMatch(CompletableFuture::isDone));
    }
    var codes = new TreeMap<Integer, Integer>();
    rain.forEach(one -> codes.merge(one.join(), 1, Integer::sum));
    System.out.printf("%d logins, half of a megabyte, answered with %s%n", RAIN, codes);
    System.out.printf(
        "health meanwhile: %s%n",
        Times.of(times.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  /** Milliseconds. */
  private record Times(int count, double median, double p90, double most) {
    static Times of(double[] all) {
      var sorted = all.clone();
      Arrays.sort(sorted);
      var last = sorted.length - 1;
      return new Times(sorted.length, sorted[last / 2], sorted[(int) (last * 0.9)], sorted[last]);
    }

    @Override
    public String toString() {
      return "median %.1f ms, p90 %.1f ms, most %.1f ms (%d)".formatted(median, p90, most, count);
    }
  }
}
