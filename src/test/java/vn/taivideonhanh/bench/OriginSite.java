package vn.taivideonhanh.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.FreePort;

/**
 * A site that is faster than what relays it: nginx, a file without content, and pages that name it.
 * Over http and https, the latter with a certificate of an authority of its own.
 */
final class OriginSite implements AutoCloseable {
  static final long LARGE = 1L << 30;
  private final Path folder;
  private final int port = FreePort.next();
  private final int securePort = FreePort.next();
  private final Nginx nginx;

  /**
   * Starts it.
   *
   * @param seconds how long a capped file takes
   */
  OriginSite(Path folder, int seconds) throws IOException, InterruptedException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("capped"));
    sparse("large.mp4", LARGE);
    sparse("capped/slow.mp4", (long) seconds << 20);
    page("large.html", url(false, "/large.mp4"));
    page("secure.html", url(true, "/large.mp4"));
    page("capped.html", url(false, "/capped/slow.mp4"));
    formats();
    certify();
    nginx = Nginx.start(folder, configuration(), port);
  }

  private void sparse(String name, long length) throws IOException {
    try (var file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(length);
    }
  }

  private void page(String name, String source) throws IOException {
    Files.writeString(
        folder.resolve(name),
        "<!doctype html><title>Bench</title><video src=\"%s\" type=\"video/mp4\"></video>"
            .formatted(source));
  }

  private void formats() throws IOException {
    var sources = new StringBuilder();
    for (var height = 144; height <= 1584; height += 131) {
      sources
          .append("<source src='/large.mp4?h=%d' type='video/mp4' ".formatted(height))
          .append("label='%dp' res='%d'>".formatted(height, height));
    }
    Files.writeString(
        folder.resolve("formats.html"),
        "<!doctype html><title>Formats</title><video>%s</video>".formatted(sources));
  }

  private void certify() throws IOException, InterruptedException {
    var command =
        List.of(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            "site.key",
            "-out",
            "site.pem");
    run(command);
    Files.deleteIfExists(trust());
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-importcert",
            "-noprompt",
            "-alias",
            "site",
            "-file",
            "site.pem",
            "-keystore",
            trust().toString(),
            "-storepass",
            "changeit"));
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    var log = folder.resolve("certify.log").toFile();
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(Files.readString(log.toPath()));
    }
  }

  Path capped() {
    return folder.resolve("capped/slow.mp4");
  }

  /** Java's key store with its authority; the password is {@code changeit}. */
  Path trust() {
    return folder.resolve("trust.p12");
  }

  /** The same for others. */
  Path certificate() {
    return folder.resolve("site.pem");
  }

  String url(boolean secure, String path) {
    return secure ? "https://127.0.0.1:" + securePort + path : "http://127.0.0.1:" + port + path;
  }

  /** What a server needs to be let to it. */
  String allowed() {
    return "127.0.0.1:%d,127.0.0.1:%d".formatted(port, securePort);
  }

  @Override
  public void close() {
    nginx.close();
  }

  private String configuration() {
    return """
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000;
    server {
      listen 127.0.0.1:%1$d backlog=4096;
      listen 127.0.0.1:%2$d ssl backlog=4096;
      ssl_certificate %3$s/site.pem;
      ssl_certificate_key %3$s/site.key;
      ssl_session_cache shared:tls:1m;
      root %3$s;
      location /capped/ { limit_rate 1m; }
    }
    """
        .formatted(port, securePort, folder);
  }
}
