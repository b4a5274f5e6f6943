package vn.taivideonhanh.token;

import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;

/** What a script of this package answered: a number, or a list of words and numbers. */
record Reply(Response response) {
  /** Whether a list that begins with a verdict says yes. */
  boolean ok() {
    return word(0).equals("ok");
  }

  String word(int index) {
    return response.get(index).toString();
  }

  long number(int index) {
    return Objects.requireNonNull(response.get(index).toLong());
  }

  int count(int index) {
    return Objects.requireNonNull(response.get(index).toInteger());
  }

  /** The answer itself, when it is no list. */
  long number() {
    return Objects.requireNonNull(response.toLong());
  }

  List<String> words() {
    return response.stream().map(Response::toString).toList();
  }
}
