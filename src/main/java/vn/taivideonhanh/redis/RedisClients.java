package vn.taivideonhanh.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes clients of one connection each, to servers, clusters and Sentinels. */
record RedisClients(Vertx vertx, RedisAddress address, Duration timeout) {
  /** More than the commands that {@link RedisStore} lets out at once. */
  private static final int WAITING = 16_384;

  /** A Sentinel that is silent for so long is passed over. */
  private static final long SENTINEL_ANSWERS = 1000;

  /** A client of one of the servers, of that which a Sentinel names, or of the cluster. */
  Future<Redis> make(int turn) {
    var url = address.urls().get(turn % address.urls().size());
    if (address.cluster()) {
      var options = options().setType(RedisClientType.CLUSTER).setEndpoints(address.urls());
      return Future.succeededFuture(Redis.createClient(vertx, known(options)));
    }
    var name = address.sentinel();
    return (name == null ? Future.succeededFuture(url) : primary(url, name))
        .map(server -> Redis.createClient(vertx, known(options().setConnectionString(server))));
  }

  /** Whom a Sentinel takes for the primary: it may be dead, or not know it yet. */
  private Future<String> primary(String sentinel, String name) {
    // Without a database, which Sentinels do not have; their passwords are in their urls.
    var place = sentinel.replaceFirst("(//[^/]*)/.*", "$1");
    var client = Redis.createClient(vertx, options().setConnectionString(place));
    var question = Request.cmd(Command.SENTINEL).arg("GET-MASTER-ADDR-BY-NAME").arg(name);
    return client
        .send(question)
        .timeout(Math.min(timeout.toMillis(), SENTINEL_ANSWERS), TimeUnit.MILLISECONDS)
        .compose(at ->
            at == null
                ? Future.failedFuture("no primary is called " + name)
                : Future.succeededFuture(
                    address.at(at.get(0).toString(), at.get(1).toString()).url()))
        .eventually(client::close);
  }

  private RedisOptions options() {
    var net =
        new NetClientOptions().setHostnameVerificationAlgorithm("HTTPS").setTcpKeepAlive(true);
    net.setConnectTimeout((int) timeout.toMillis());
    return new RedisOptions()
        .setNetClientOptions(net)
        .setMaxPoolSize(1)
        .setMaxPoolWaiting(1)
        .setMaxWaitingHandlers(WAITING);
  }

  private RedisOptions known(RedisOptions options) {
    return address.password() == null ? options : options.setPassword(address.password());
  }
}
