package vn.taivideonhanh.freshness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A place on loopback that publishes releases as GitHub does. */
final class ReleaseServer implements AutoCloseable {
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger fetched = new AtomicInteger();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final HttpServer server;
  private volatile boolean slow;
  private volatile boolean truncated;
  private volatile boolean endless;

  ReleaseServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return base() + "/latest";
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Has it published, with the right sum. */
  void publish(String version, byte[] archive) throws Exception {
    var sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    publish(version, archive, sum + "  yt-dlp\n" + "0".repeat(64) + "  yt-dlp.exe\n");
  }

  /** Has it published with some list of sums. */
  void publish(String version, byte[] archive, String sums) {
    slow = false;
    truncated = false;
    endless = false;
    files.put("/" + version + "/yt-dlp", archive);
    files.put("/" + version + "/SHA2-256SUMS", sums.getBytes(StandardCharsets.UTF_8));
    var assets = new JsonArray();
    for (var name : List.of("yt-dlp", "SHA2-256SUMS")) {
      assets.add(
          new JsonObject()
              .put("name", name)
              .put("browser_download_url", base() + "/" + version + "/" + name));
    }
    var json = new JsonObject().put("tag_name", version).put("assets", assets);
    files.put("/latest", json.encode().getBytes(StandardCharsets.UTF_8));
  }

  /** From now on archives come a byte at a time. */
  void beSlow() {
    slow = true;
  }

  /** From now on archives end in the middle. */
  void truncate() {
    truncated = true;
  }

  /** From now on archives come again and again, and never end. */
  void beEndless() {
    endless = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var file = files.get(path);
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      (path.equals("/latest") ? asked : fetched).incrementAndGet();
      var program = path.endsWith("/yt-dlp");
      exchange.sendResponseHeaders(200, program && endless ? 0 : file.length);
      var body = exchange.getResponseBody();
      while (program && endless) {
        body.write(file);
      }
      if (program && slow) {
        body.write(file, 0, 1000);
        body.flush();
        closing.await();
      }
      body.write(file, 0, program && truncated ? file.length / 2 : file.length);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
