package vn.taivideonhanh.it;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import vn.taivideonhanh.demo.DemoSite;

/** A sample site, and a server that may visit it. */
final class Stage implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final DemoSite site;
  private final Path data;
  private final Map<String, String> settings;
  private RunningServer server;
  private Api api;

  /** Starts both; the settings are environment variables of the server. */
  Stage(Map<String, String> settings) throws Exception {
    site = DemoSite.start(vertx, Path.of("target", "demo"), 0).await();
    var parent = Files.createDirectories(Path.of("target", "it").toAbsolutePath());
    data = Files.createTempDirectory(parent, "data");
    this.settings = new HashMap<>(settings);
    this.settings.put("TVN_EGRESS_ALLOW", "127.0.0.1:" + site.port());
    server = RunningServer.start(data, this.settings);
    api = server.api();
  }

  DemoSite site() {
    return site;
  }

  /** Where the server keeps its files. */
  Path data() {
    return data;
  }

  RunningServer server() {
    return server;
  }

  Api api() {
    return api;
  }

  /** Starts a server on the same data again, after the first was killed. */
  void restart() throws Exception {
    api.close();
    server = RunningServer.start(data, settings);
    api = server.api();
  }

  @Override
  public void close() {
    api.close();
    server.close();
    site.close().await();
    vertx.close().await();
  }
}
