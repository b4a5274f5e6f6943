package vn.taivideonhanh.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Egress;

/** An {@link Upstream} on an event loop of its own, called from the test's thread. */
final class Fetcher implements AutoCloseable {
  static final AppConfig.Relay LIMITS =
      new AppConfig.Relay(
          Duration.ofSeconds(1),
          0,
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofMillis(1500),
          4,
          Duration.ofSeconds(30),
          Duration.ofHours(6),
          16,
          true);

  /** Counts what is not given back: nothing may be left at the end. */
  final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(true);

  private final Context context;
  private final Upstream upstream;

  Fetcher(Vertx vertx, Egress egress) {
    this(vertx, egress, null, null);
  }

  Fetcher(
      Vertx vertx,
      Egress egress,
      @Nullable InetSocketAddress nameServer,
      @Nullable TrustManagerFactory trust) {
    var names =
        nameServer == null
            ? DnsServerAddressStreamProviders.platformDefault()
            : new SingletonDnsServerAddressStreamProvider(nameServer);
    var wiring = new Wiring(memory, names, trust, Duration.ofSeconds(30));
    context = vertx.getOrCreateContext();
    upstream =
        on(() ->
                Future.succeededFuture(
                    new Upstream(vertx, new Intake(egress, null), LIMITS, wiring)))
            .await();
  }

  /** What came, when it came whole. */
  record Got(int status, String body, long contentLength, String url) {}

  <T> Future<T> on(Supplier<Future<T>> action) {
    var promise = Promise.<T>promise();
    context.runOnContext(_ -> {
      try {
        action.get().onComplete(promise);
      } catch (RuntimeException e) {
        promise.fail(e);
      }
    });
    return promise.future();
  }

  Future<UpstreamResponse> open(UpstreamRequest request) {
    return on(() -> upstream.fetch(request));
  }

  /** For use within {@link #on}. */
  Future<UpstreamResponse> here(String url) {
    return upstream.fetch(UpstreamRequest.whole(url, Map.of()));
  }

  Future<UpstreamResponse> open(String url) {
    return open(UpstreamRequest.whole(url, Map.of()));
  }

  Future<Probe> probe(String url) {
    return on(() -> upstream.probe(url, Map.of()));
  }

  Future<Got> get(String url) {
    return get(UpstreamRequest.whole(url, Map.of()));
  }

  Future<Got> get(UpstreamRequest request) {
    return on(() -> upstream.fetch(request).compose(Fetcher::read));
  }

  static Future<Got> read(UpstreamResponse answer) {
    var body = Buffer.buffer();
    answer.handler(part -> {
      body.appendBytes(bytes(part));
      part.release();
    });
    answer.resume();
    return answer
        .ended()
        .map(_ -> new Got(answer.status(), body.toString(), answer.contentLength(), answer.url()));
  }

  private static byte[] bytes(ByteBuf part) {
    var bytes = new byte[part.readableBytes()];
    part.readBytes(bytes);
    return bytes;
  }

  /** Closes it and checks that every buffer was given back. */
  @Override
  public void close() {
    on(upstream::close).await();
    var deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (used() > 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(used()).as("octets that nobody gave back").isZero();
  }

  long used() {
    return memory.metric().usedDirectMemory() + memory.metric().usedHeapMemory();
  }
}
