package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.bus.Fact;
import vn.taivideonhanh.config.Cluster;

/** A fact told on one node is heard on the other, as JSON, between two real members. */
class ClusteringTest {
  record News(String text) {}

  private static final Fact<News> NEWS = new Fact<>("test.news", News.class);

  private static Vertx node(int port, int other) {
    var cluster =
        new Cluster(true, "clustering-test", "127.0.0.1", port, List.of("127.0.0.1:" + other));
    return Vertx.builder().withClusterManager(Clustering.manager(cluster)).buildClustered().await();
  }

  @Test
  void a_fact_crosses_nodes() throws Exception {
    var one = FreePort.next();
    var two = FreePort.next();
    var teller = node(one, two);
    var listener = node(two, one);
    try {
      var heard = new CompletableFuture<News>();
      NEWS.hear(listener, heard::complete).completion().await();
      var retold = teller.setPeriodic(100, _ -> NEWS.tell(teller, new News("hello")));
      assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo(new News("hello"));
      assertThat(teller.cancelTimer(retold)).isTrue();
    } finally {
      teller.close().await();
      listener.close().await();
    }
  }

  @Test
  void a_node_listens_on_its_own_interface_alone() throws Exception {
    var port = FreePort.next();
    var node = node(port, port);
    try (var near = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(near.isConnected()).isTrue();
      // Another address of this machine, which a node that listens everywhere would answer, too.
      var other = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
      assertThatThrownBy(() -> new Socket(other, port).close())
          .isInstanceOf(ConnectException.class);
    } finally {
      node.close().await();
    }
  }
}
