package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import java.time.Duration;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What an upstream is built on, where tests need another part.
 *
 * @param trust null is the JDK's own list of authorities
 * @param pin how long a name keeps the addresses that were found and checked
 */
record Wiring(
    ByteBufAllocator allocator,
    DnsServerAddressStreamProvider nameServers,
    @Nullable TrustManagerFactory trust,
    Duration pin) {
  static Wiring standard() {
    return new Wiring(
        PooledByteBufAllocator.DEFAULT,
        DnsServerAddressStreamProviders.platformDefault(),
        null,
        Duration.ofSeconds(30));
  }
}
