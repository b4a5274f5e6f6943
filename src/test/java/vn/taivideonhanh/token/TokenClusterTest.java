package vn.taivideonhanh.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.redis.RedisCluster;
import vn.taivideonhanh.redis.RedisStore;
import vn.taivideonhanh.token.TokenMessages.Bind;

/** Tokens on a Redis Cluster of three nodes: each person's are on one of them, by the hash tag. */
@ExtendWith(VertxExtension.class)
class TokenClusterTest {
  @Test
  void upkeep_finds_the_people_of_every_node(Vertx vertx, @TempDir Path folder) throws IOException {
    try (var cluster = RedisCluster.start(vertx, folder)) {
      var store = new RedisStore(vertx, cluster.address(), Duration.ofSeconds(5));
      var desk = new TokenDesk(vertx, store).start();
      var issuing =
          IntStream.range(0, 60)
              .mapToObj(i -> new Identity("g-" + i, Identity.Kind.GUEST, "free"))
              .map(who -> desk.issue(who, "22", Bind.NONE))
              .toList();
      Future.all(issuing).await();
      for (var node : cluster.nodes()) {
        assertThat(Integer.parseInt(node.ask("DBSIZE"))).isPositive();
      }
      desk.clock.pass(Duration.ofMinutes(31));
      var upkeep = new TokenUpkeep(store, "t", TokenDesk.TOKENS, desk.clock);
      assertThat(upkeep.purge().await()).isEqualTo(60);
      store.close().await();
    }
  }
}
