package vn.taivideonhanh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.taivideonhanh.bus.Fact;
import vn.taivideonhanh.config.Cluster;

/** Real members find each other, and a fact told on one node is heard on the other, as JSON. */
class ClusteringTest {
  private static final String FIRST = "127.0.0.1";
  private static final String SECOND = "127.0.0.2";

  record News(String text) {}

  private static final Fact<News> NEWS = new Fact<>("test.news", News.class);

  private static Vertx node(Cluster cluster, Config config) {
    // Linux answers on all of 127.0.0.0/8, of which only the first is listed.
    config.setProperty("hazelcast.local.localAddress", cluster.host());
    return Vertx.builder()
        .with(new VertxOptions().setEventBusOptions(Clustering.bus(cluster)))
        .withClusterManager(new HazelcastClusterManager(config))
        .buildClustered()
        .await();
  }

  private static Vertx node(Cluster cluster) {
    return node(cluster, Clustering.config(cluster));
  }

  private static Cluster named(int port, String... members) {
    return new Cluster(true, "clustering-test", FIRST, port, 0, List.of(members), null, null);
  }

  private static Cluster found(
      String host, int port, @Nullable String dns, @Nullable String kubernetes) {
    return new Cluster(true, "clustering-test", host, port, 0, List.of(), dns, kubernetes);
  }

  private static void requireNews(Vertx teller, Vertx listener) throws Exception {
    try {
      var heard = new CompletableFuture<News>();
      NEWS.hear(listener, heard::complete).completion().await();
      var retold = teller.setPeriodic(100, _ -> NEWS.tell(teller, new News("hello")));
      assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo(new News("hello"));
      assertThat(teller.cancelTimer(retold)).isTrue();
    } finally {
      Future.all(teller.close(), listener.close()).await();
    }
  }

  @Test
  void a_fact_crosses_nodes_that_are_told_of_each_other() throws Exception {
    var one = FreePort.next();
    var two = FreePort.next();
    requireNews(node(named(one, FIRST + ":" + two)), node(named(two, FIRST + ":" + one)));
  }

  @Test
  void a_node_whose_named_members_are_away_starts_alone() {
    var away = FIRST + ":" + FreePort.next();
    var _ = node(named(FreePort.next(), away, "no-such-host.invalid:5701")).close().await();
  }

  @Test
  void nodes_find_each_other_by_a_name() throws Exception {
    var port = FreePort.next();
    var first = node(found(FIRST, port, "localhost", null));
    requireNews(first, node(found(SECOND, port, "localhost", null)));
  }

  @Test
  void a_node_whose_name_is_not_known_yet_starts_alone() {
    var _ = node(found(FIRST, FreePort.next(), "no-such-host.invalid", null)).close().await();
  }

  @Test
  void nodes_find_each_other_by_a_service_of_kubernetes() throws Exception {
    var vertx = Vertx.vertx();
    var answers =
        Map.of(
            "/api/v1/namespaces/videos/endpoints/members", endpoints(),
            "/api/v1/namespaces/videos/pods/", pod());
    var api = vertx.createHttpServer().requestHandler(request -> answer(request, answers));
    try {
      var master = "http://127.0.0.1:" + api.listen(0, FIRST).await().actualPort();
      var port = FreePort.next();
      var first = inKubernetes(found(FIRST, port, null, "videos/members"), master);
      requireNews(first, inKubernetes(found(SECOND, port, null, "videos/members"), master));
    } finally {
      vertx.close().await();
    }
  }

  private static void answer(HttpServerRequest request, Map<String, JsonObject> answers) {
    var known = answers.keySet().stream().filter(request.uri()::startsWith).findFirst();
    var body = known.map(answers::get).orElseGet(JsonObject::new).encode();
    request.response().setStatusCode(known.isPresent() ? 200 : 404).end(body);
  }

  private static Vertx inKubernetes(Cluster cluster, String master) {
    var config = Clustering.config(cluster);
    config
        .getAdvancedNetworkConfig()
        .getJoin()
        .getKubernetesConfig()
        .setProperty("kubernetes-master", master)
        .setProperty("ca-certificate", "for TLS")
        .setProperty("api-token", "of-the-test");
    return node(cluster, config);
  }

  private static JsonObject pod() {
    return new JsonObject().put("spec", new JsonObject().put("nodeName", "machine"));
  }

  /** As the API of Kubernetes describes a service that has one pod which is ready. */
  private static JsonObject endpoints() {
    var pod = new JsonObject().put("name", "first");
    var address = new JsonObject().put("ip", FIRST).put("targetRef", pod);
    var ports = new JsonArray().add(new JsonObject().put("port", 5701));
    var subset =
        new JsonObject().put("addresses", new JsonArray().add(address)).put("ports", ports);
    return new JsonObject().put("kind", "Endpoints").put("subsets", new JsonArray().add(subset));
  }

  @Test
  void a_node_listens_on_its_own_interface_and_ports_alone() throws Exception {
    var port = FreePort.next();
    var bus = FreePort.next();
    var node = node(new Cluster(true, "clustering-test", FIRST, port, bus, List.of(), null, null));
    try {
      for (var open : new int[] {port, bus}) {
        try (var near = new Socket(InetAddress.getLoopbackAddress(), open)) {
          assertThat(near.isConnected()).isTrue();
        }
        // Another address of this machine, which a node that listens everywhere would answer, too.
        var other = InetAddress.getByName(SECOND);
        assertThatThrownBy(() -> new Socket(other, open).close())
            .isInstanceOf(ConnectException.class);
      }
    } finally {
      node.close().await();
    }
  }
}
