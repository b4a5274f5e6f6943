package vn.taivideonhanh.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What clients saw.
 *
 * @param bytes all that came
 * @param firstByte milliseconds from before the connection to the first byte, sorted
 */
record Downloads(long bytes, List<Double> firstByte) {
  private static final int RECEIVE = 256 << 10;

  double median() {
    return firstByte.get(firstByte.size() / 2);
  }

  double p99() {
    return firstByte.get(firstByte.size() * 99 / 100);
  }

  /** One, by curl, which costs the machine little. */
  static Downloads one(String url, String... options) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("curl", "-sf", "-o", "/dev/null"));
    command.addAll(List.of("-w", "%{size_download} %{time_starttransfer}"));
    command.addAll(List.of(options));
    command.add(url);
    var process = new ProcessBuilder(command).start();
    var said = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
    if (process.waitFor() != 0) {
      throw new IOException("curl ended with " + process.exitValue() + " for " + url);
    }
    var words = said.split(" ", -1);
    return new Downloads(Long.parseLong(words[0]), List.of(Double.parseDouble(words[1]) * 1000));
  }

  /** So many at once, each on a connection of its own that ends with the answer. */
  static Downloads many(Vertx vertx, String url, int count) {
    var options = new NetClientOptions().setReceiveBufferSize(RECEIVE).setConnectTimeout(60_000);
    var net = vertx.createNetClient(options);
    var clients = IntStream.range(0, count).mapToObj(_ -> new Client()).toList();
    try {
      var all = clients.stream().map(client -> client.fetch(net, URI.create(url))).toList();
      Future.all(all).timeout(15, TimeUnit.MINUTES).await();
    } finally {
      net.close().await();
    }
    var first = clients.stream().map(client -> client.firstByte / 1e6).sorted().toList();
    return new Downloads(clients.stream().mapToLong(client -> client.bytes.sum()).sum(), first);
  }

  private static final class Client {
    private final Promise<Void> ended = Promise.promise();
    private final LongAdder bytes = new LongAdder();
    private volatile long firstByte;

    Future<Void> fetch(NetClient net, URI at) {
      var start = System.nanoTime();
      return net.connect(at.getPort(), at.getHost())
          .compose(socket -> {
            read(socket, start);
            return socket.write(
                "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(target(at), at.getAuthority()));
          })
          .compose(_ -> ended.future());
    }

    /** What is asked for (RFC 9112 3.2.1). */
    private static String target(URI at) {
      return at.getRawQuery() == null ? at.getRawPath() : at.getRawPath() + "?" + at.getRawQuery();
    }

    private void read(NetSocket socket, long start) {
      socket.handler(part -> {
        if (firstByte == 0) {
          firstByte = System.nanoTime() - start;
        }
        bytes.add(part.length());
      });
      socket.exceptionHandler(ended::tryFail);
      socket.closeHandler(_ -> ended.tryComplete());
    }
  }
}
