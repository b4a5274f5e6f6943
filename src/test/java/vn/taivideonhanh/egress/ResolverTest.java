package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.failure;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.netty.buffer.ByteBufAllocator;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.taivideonhanh.problem.ProblemCode;

/** Names are asked of a real name server, over UDP on loopback. */
@ExtendWith(VertxExtension.class)
final class ResolverTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void tries_three_addresses_with_the_families_by_turns(Vertx vertx) {
    var all = List.of("8.8.8.8", "8.8.4.4", "9.9.9.9", "2606:4700::1", "2606:4700::2");
    try (var names = new NameServer(_ -> all)) {
      assertThat(resolve(vertx, names, LONG, "example.com").await())
          .extracting(InetAddress::getHostAddress)
          .hasSize(3)
          .element(1)
          .asString()
          .startsWith("2606:4700:");
      assertThat(names.asked).containsExactlyInAnyOrder("A example.com.", "AAAA example.com.");
    }
  }

  @Test
  void refuses_a_name_for_one_bad_address_of_many(Vertx vertx) {
    for (var bad : List.of("127.0.0.1", "10.1.2.3", "::1", "fd00::1", "::ffff:127.0.0.1")) {
      try (var names = new NameServer(_ -> List.of("8.8.8.8", "2606:4700::1", bad))) {
        assertThat(failure(resolve(vertx, names, LONG, "example.com")).code())
            .as(bad)
            .isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
      }
    }
  }

  @Test
  void keeps_what_was_checked_while_the_name_changes_its_mind(Vertx vertx) {
    var turn = new AtomicInteger();
    try (var names =
        new NameServer(_ -> List.of(turn.getAndIncrement() < 2 ? "8.8.8.8" : "127.0.0.1"))) {
      var resolver = resolver(vertx, names.address(), LONG);
      for (var i = 0; i < 5; i++) {
        assertThat(on(vertx, resolver, "example.com").await())
            .extracting(InetAddress::getHostAddress)
            .containsExactly("8.8.8.8");
      }
      assertThat(names.asked).hasSize(2);
    }
  }

  @Test
  void judges_again_when_it_asks_again(Vertx vertx) {
    var turn = new AtomicInteger();
    try (var names =
        new NameServer(_ -> List.of(turn.getAndIncrement() < 2 ? "8.8.8.8" : "127.0.0.1"))) {
      var resolver = resolver(vertx, names.address(), Duration.ofSeconds(-10));
      assertThat(on(vertx, resolver, "example.com").await()).hasSize(1);
      assertThat(failure(on(vertx, resolver, "example.com")).code())
          .isEqualTo(ProblemCode.DESTINATION_NOT_ALLOWED);
    }
  }

  @Test
  void never_connects_to_the_other_address_of_a_rebinding_name(Vertx vertx) {
    var good = Site.start(vertx, (_, socket) -> say(socket, "HTTP/1.1 204 No\r\n\r\n"));
    var options = new NetServerOptions().setHost("127.0.0.2").setPort(good.port());
    var inner = Site.start(vertx, options, (_, socket) -> say(socket, "HTTP/1.1 204 No\r\n\r\n"));
    var egress = Policies.of(Map.of("ALLOW", good.pair(), "PORTS", String.valueOf(good.port())));
    var turn = new AtomicInteger();
    try (var names =
            new NameServer(name ->
                name.startsWith("mixed")
                    ? List.of("127.0.0.1", "127.0.0.2")
                    : List.of(turn.getAndIncrement() < 2 ? "127.0.0.1" : "127.0.0.2"));
        var fetcher = new Fetcher(vertx, egress, names.address(), null)) {
      var url = "http://turns.example.com:" + good.port() + "/";
      for (var i = 0; i < 3; i++) {
        assertThat(fetcher.get(url).await().status()).isEqualTo(204);
      }
      var mixed = "http://mixed.example.com:" + good.port() + "/";
      assertThat(failure(fetcher.get(mixed)).code()).isEqualTo(ProblemCode.SITE_UNREACHABLE);
      assertThat(inner.connections).hasValue(0);
    }
  }

  @Test
  void tells_that_a_name_is_not_there(Vertx vertx) {
    try (var names = new NameServer(_ -> List.of())) {
      assertThat(failure(resolve(vertx, names, LONG, "none.example.com")).code())
          .isEqualTo(ProblemCode.SITE_UNREACHABLE);
      assertThat(names.asked).allMatch(question -> question.endsWith(" none.example.com."));
    }
  }

  @Test
  void gives_up_in_time_when_no_name_server_answers(Vertx vertx) {
    InetSocketAddress nobody;
    try (var names = new NameServer(_ -> List.of())) {
      nobody = names.address();
    }
    var resolver = resolver(vertx, nobody, LONG);
    var start = System.nanoTime();
    assertThat(failure(on(vertx, resolver, "example.com")).code())
        .isEqualTo(ProblemCode.SITE_UNREACHABLE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  private static Future<List<InetAddress>> resolve(
      Vertx vertx, NameServer names, Duration pin, String name) {
    return on(vertx, resolver(vertx, names.address(), pin), name);
  }

  private static Resolver resolver(Vertx vertx, InetSocketAddress server, Duration pin) {
    var owner = (VertxInternal) vertx;
    var wiring =
        new Wiring(
            ByteBufAllocator.DEFAULT,
            new SingletonDnsServerAddressStreamProvider(server),
            null,
            pin);
    return new Resolver(
        owner.getOrCreateContext().nettyEventLoop(),
        owner.transport(),
        new AddressPolicy(Policies.STANDARD),
        new Resolver.Lookup(wiring, Duration.ofSeconds(1)));
  }

  private static Future<List<InetAddress>> on(Vertx vertx, Resolver resolver, String name) {
    var promise = Promise.<List<InetAddress>>promise();
    var address = AddressParser.parse("https://" + name + "/", 2048);
    vertx.getOrCreateContext().runOnContext(_ -> resolver.resolve(address).onComplete(promise));
    return promise.future();
  }
}
