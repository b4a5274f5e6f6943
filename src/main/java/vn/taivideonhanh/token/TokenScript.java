package vn.taivideonhanh.token;

import io.vertx.core.Future;
import java.util.List;
import vn.taivideonhanh.redis.LuaScript;
import vn.taivideonhanh.redis.RedisStore;

/** A script of this package and where it runs. */
record TokenScript(RedisStore store, LuaScript script) {
  static TokenScript of(RedisStore store, String name) {
    return new TokenScript(store, LuaScript.load("token/" + name));
  }

  Future<Reply> run(List<String> keys, List<?> arguments) {
    return store.run(script, keys, arguments).map(Reply::new);
  }
}
