package vn.taivideonhanh.egress;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.transport.Transport;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Finds the addresses of names, asks the policy about every one, and keeps what was found for a
 * short while, so that a name cannot change its mind between the check and the connection. Neither
 * the hosts file nor search domains are used: a bare name must not become an inner one. Belongs to
 * one event loop.
 */
final class Resolver {
  private static final int MOST_ADDRESSES = 3;

  private final EventLoop loop;
  private final AddressPolicy policy;
  private final Duration timeout;
  private final DnsNameResolver names;
  private final Pins shared;

  Resolver(EventLoop loop, Transport transport, AddressPolicy policy, Lookup lookup) {
    this.loop = loop;
    this.policy = policy;
    timeout = lookup.timeout;
    shared = new Pins(lookup.wiring.pin().plus(timeout));
    names =
        new DnsNameResolverBuilder(loop)
            .datagramChannelFactory(transport::datagramChannel)
            .socketChannelFactory(
                () -> (SocketChannel) transport.channelFactory(false).newChannel())
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .nameServerProvider(lookup.wiring.nameServers())
            .hostsFileEntriesResolver((_, _) -> null)
            .searchDomains(List.of())
            .ndots(0)
            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
            .completeOncePreferredResolved(false)
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .queryTimeoutMillis(Math.max(1, timeout.toMillis() / 2))
            .build();
  }

  /** How to ask. */
  record Lookup(Wiring wiring, Duration timeout) {}

  /** The addresses to try, at most three, the families by turns. Fails when any may not be used. */
  Future<List<InetAddress>> resolve(WebAddress address) {
    return resolve(address, shared);
  }

  /** The same with pins of the caller's own; only for one event loop, too. */
  Future<List<InetAddress>> resolve(WebAddress address, Pins pins) {
    var literal = address.literal();
    var found =
        literal == null
            ? pins.of(address.name(), this::lookUp)
            : Future.succeededFuture(inet(literal));
    return found.compose(all ->
        all.stream().allMatch(one -> policy.permits(one, address.port()))
            ? Future.succeededFuture(chosen(all))
            : Future.failedFuture(Refusal.destination()));
  }

  private Future<List<InetAddress>> lookUp(String name) {
    var promise = Promise.<List<InetAddress>>promise();
    var timer =
        loop.schedule(
            () -> promise.tryFail(Refusal.unreachable()),
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    names
        .resolveAll(name)
        .addListener((io.netty.util.concurrent.Future<List<InetAddress>> done) -> {
          timer.cancel(false);
          if (done.isSuccess() && !done.getNow().isEmpty()) {
            promise.tryComplete(List.copyOf(done.getNow()));
          } else {
            promise.tryFail(Refusal.unreachable());
          }
        });
    return promise.future();
  }

  private static List<InetAddress> chosen(List<InetAddress> all) {
    var older = new ArrayDeque<InetAddress>();
    var newer = new ArrayDeque<InetAddress>();
    all.forEach(one -> (one instanceof Inet4Address ? older : newer).add(one));
    var chosen = new ArrayList<InetAddress>();
    for (var i = 0; chosen.size() < Math.min(MOST_ADDRESSES, all.size()); i++) {
      var next = (i % 2 == 0 ? older : newer).poll();
      if (next != null) {
        chosen.add(next);
      }
    }
    return List.copyOf(chosen);
  }

  private static List<InetAddress> inet(byte[] literal) {
    try {
      return List.of(InetAddress.getByAddress(literal));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not 4 or 16 bytes", e);
    }
  }

  void close() {
    names.close();
  }
}
