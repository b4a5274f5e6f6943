package vn.taivideonhanh.demo;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The last requests, oldest first. Read by any thread. */
final class Journal {
  private static final int MOST = 10_000;

  private final Deque<Visit> visits = new ArrayDeque<>();

  synchronized void note(HttpServerRequest request, int status) {
    if (visits.size() == MOST) {
      visits.removeFirst();
    }
    var headers =
        request.headers().entries().stream()
            .collect(
                Collectors.toMap(
                    field -> field.getKey().toLowerCase(Locale.ROOT),
                    Map.Entry::getValue,
                    (first, _) -> first));
    visits.addLast(new Visit(request.method().name(), request.uri(), headers, status));
  }

  synchronized List<Visit> visits() {
    return List.copyOf(visits);
  }

  synchronized void clear() {
    visits.clear();
  }
}
