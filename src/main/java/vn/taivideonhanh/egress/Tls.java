package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS to sites: BoringSSL where it is at hand, since it costs two thirds of the JDK's. The
 * certificate must be good for the name, which is also what SNI says; there is no switch for that.
 */
final class Tls {
  private final SslContext context;

  Tls(@Nullable TrustManagerFactory trust) {
    var builder =
        SslContextBuilder.forClient()
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .endpointIdentificationAlgorithm("HTTPS");
    try {
      context = (trust == null ? builder : builder.trustManager(trust)).build();
    } catch (SSLException e) {
      throw new IllegalStateException("TLS cannot be set up", e);
    }
  }

  SslHandler to(Route route, ByteBufAllocator allocator, Duration timeout) {
    var tls = context.newHandler(allocator, route.name(), route.port());
    tls.setHandshakeTimeoutMillis(Math.max(1, timeout.toMillis()));
    return tls;
  }

  void close() {
    ReferenceCountUtil.release(context);
  }
}
