package vn.taivideonhanh.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.FreePort;
import vn.taivideonhanh.it.RunningServer;

/** Starts what is compared in {@link RelayPart}. */
final class Relays {
  static final String OURS = "ours";
  static final String DEFAULT = "nginx";
  static final String TUNED = "nginx tuned";
  static final String REPLACED = "Node + yt-dlp";

  /** The best of those that were tried: nothing goes to a file, and much is moved at a time. */
  private static final String TUNING =
      """
      sendfile on;
      tcp_nopush on;
      proxy_buffer_size 64k;
      proxy_buffers 4 1m;
      proxy_busy_buffers_size 2m;
      proxy_max_temp_file_size 0;
      """;

  private final OriginSite site;
  private final Path folder;

  Relays(OriginSite site, Path folder) {
    this.site = site;
    this.folder = folder;
  }

  /** Where yt-dlp is. */
  static Path tools() {
    var data = System.getenv().getOrDefault("TVN_TEST_TOOLS", "data");
    return Path.of(data, "tools", "yt-dlp").toAbsolutePath();
  }

  /** The jar, as it is delivered, with one token for each of the site's files. */
  Relay ours() throws Exception {
    var server = RunningServer.start(folder.resolve("data"), settings());
    var urls = new LinkedHashMap<String, String>();
    try (var api = server.api()) {
      for (var page : List.of("large", "secure", "capped")) {
        var analysis = api.analyse(site.url(false, "/" + page + ".html"));
        var format =
            analysis
                .getJsonObject("result")
                .getJsonObject("media")
                .getJsonArray("formats")
                .getJsonObject(0)
                .getString("id");
        var token = api.open(analysis, new JsonObject().put("format", format));
        urls.put(page, server.origin() + token.getString("streamUrl"));
      }
    }
    return new Relay(OURS, server.handle(), urls, server::close);
  }

  private Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("TVN_EGRESS_ALLOW", site.allowed());
    settings.put("TVN_HTTP_CONNECTIONS_PER_ADDRESS", "4096");
    settings.put("TVN_TOOLS_YT_DLP", tools().toString());
    // As in its container: Java's heap begins with a share of the memory that it sees.
    settings.put("JDK_JAVA_OPTIONS", "@image/java.options -XX:MaxRAM=2g");
    settings.put(
        "JAVA_TOOL_OPTIONS",
        "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=changeit %s"
            .formatted(site.trust(), System.getProperty("bench.jvm", "")));
    return settings;
  }

  Relay nginx(String name) throws IOException {
    var port = FreePort.next();
    var http = proxy(port, name.equals(TUNED) ? TUNING : "");
    var nginx = Nginx.start(folder.resolve(name.replace(' ', '-')), http, port);
    var at = "http://127.0.0.1:" + port;
    var urls =
        Map.of(
            "large", at + "/large.mp4",
            "secure", at + "/secure/large.mp4",
            "capped", at + "/capped/slow.mp4");
    return new Relay(name, nginx.handle(), urls, nginx::close);
  }

  /** The way of the system before this one. */
  Relay replaced() throws IOException {
    var builder = new ProcessBuilder("node", "src/test/replaced/server.mjs");
    var log = Files.createDirectories(folder.resolve("replaced")).resolve("said.log").toFile();
    builder.environment().put("PYTHONPATH", tools().toString());
    builder.environment().put("SSL_CERT_FILE", site.certificate().toString());
    var process = builder.redirectError(log).start();
    var at = process.inputReader().readLine();
    if (at == null) {
      throw new IOException(Files.readString(log.toPath()));
    }
    var urls = new HashMap<String, String>();
    for (var page : List.of("large", "secure", "capped")) {
      urls.put(page, at + "/?url=" + site.url(false, "/" + page + ".html"));
    }
    return new Relay(
        REPLACED,
        process.toHandle(),
        urls,
        () -> {
          process.destroy();
          process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        });
  }

  /** Kept connections, as a relay has them that is not new. */
  private String proxy(int port, String tuning) {
    var plain = URI.create(site.url(false, "/")).getPort();
    var secure = URI.create(site.url(true, "/")).getPort();
    return """
    %5$s
    upstream plain { server 127.0.0.1:%2$d; keepalive 64; }
    upstream secure { server 127.0.0.1:%3$d; keepalive 64; }
    server {
      listen 127.0.0.1:%1$d backlog=4096;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_ssl_verify on;
      proxy_ssl_name localhost;
      proxy_ssl_trusted_certificate %4$s;
      location / { proxy_pass http://plain; }
      location /secure/ { proxy_pass https://secure/; }
    }
    """
        .formatted(port, plain, secure, site.certificate(), tuning);
  }
}
