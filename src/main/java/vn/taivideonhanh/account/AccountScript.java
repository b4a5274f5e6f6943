package vn.taivideonhanh.account;

import io.vertx.core.Future;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Objects;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;

/** A script of this package and where it runs. */
record AccountScript(RedisStore store, LuaScript script) {
  static AccountScript of(AccountSettings settings, String name) {
    return new AccountScript(settings.store(), LuaScript.load("account/" + name));
  }

  /** Completes with what a script answers that gives a list. */
  Future<Answer> run(List<String> keys, Object... arguments) {
    return store.run(script, keys, List.of(arguments)).map(Answer::new);
  }

  /** Completes with what a script answers that gives a number. */
  Future<Long> count(List<String> keys, Object... arguments) {
    return store
        .run(script, keys, List.of(arguments))
        .map(answer -> Objects.requireNonNull(answer.toLong()));
  }

  /** A list that begins with a verdict. */
  record Answer(Response response) {
    boolean ok() {
      return verdict().equals("ok");
    }

    String verdict() {
      return text(0);
    }

    String text(int index) {
      return response.get(index).toString();
    }

    int size() {
      return response.size();
    }

    long number(int index) {
      return Objects.requireNonNull(response.get(index).toLong());
    }
  }
}
