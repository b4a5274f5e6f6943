package vn.taivideonhanh.hook;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import java.util.HashMap;
import java.util.Map;
import vn.taivideonhanh.redis.Reply;

/**
 * The endpoints that have answered 410, on all nodes, until an admin or a new address says else.
 */
record Disabled(HookSettings settings) {
  Future<Void> add(Receiver receiver) {
    var value = settings.clock().millis() + " " + receiver.digest();
    return settings.store().send(Command.HSET, key(), receiver.name(), value).mapEmpty();
  }

  Future<Boolean> remove(Receiver receiver) {
    return settings
        .store()
        .send(Command.HDEL, key(), receiver.name())
        .map(gone -> Reply.number(gone) == 1);
  }

  /** When each was. */
  Future<Map<String, Long>> all(Iterable<Receiver> receivers) {
    return settings
        .store()
        .send(Command.HGETALL, key())
        .map(found -> {
          var since = new HashMap<String, Long>();
          for (var receiver : receivers) {
            var value = found == null ? null : found.get(receiver.name());
            var words = value == null ? new String[0] : value.toString().split(" ", 2);
            if (words.length == 2 && words[1].equals(receiver.digest())) {
              since.put(receiver.name(), Long.parseLong(words[0]));
            }
          }
          return since;
        });
  }

  private String key() {
    return settings.prefix() + ":hk:off";
  }
}
