package vn.taivideonhanh.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;

/** What servers say of where they listen. */
final class Listening {
  private static final Pattern LINE = Pattern.compile("Listening on (http://\\S+?)/*\\s");

  private Listening() {}

  /** The origins of all who have written into that log. */
  static List<String> origins(String log) {
    return LINE.matcher(log).results().map(found -> found.group(1)).toList();
  }

  /** Whether a server takes requests. */
  static boolean ready(String origin) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(origin + "/api/monitoring/health/ready"));
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode() == 200;
    }
  }
}
