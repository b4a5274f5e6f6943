package vn.taivideonhanh.browser;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A site with one page, whose video comes in files that are named by a DASH manifest. */
public final class MediaSite implements AutoCloseable {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]*)");

  private final Map<String, Path> files = new TreeMap<>();
  private final List<String> representations = new ArrayList<>();
  private final HttpServer server;

  /** Opens it on loopback. */
  public MediaSite(Vertx vertx) {
    server = vertx.createHttpServer().requestHandler(this::serve).listen(0, "127.0.0.1").await();
  }

  /**
   * Adds a file.
   *
   * @param id by which an analysis names it
   * @param type its media type, such as {@code video/mp4}
   * @param codec as the manifest names it
   */
  public void add(String id, String type, String codec, Path file) {
    files.put("/" + id, file);
    representations.add(
        """
        <AdaptationSet mimeType="%s"><Representation id="%s" codecs="%s" bandwidth="%d" %s>
        <BaseURL>%s</BaseURL></Representation></AdaptationSet>
        """
            .formatted(
                type,
                id,
                codec,
                100_000 + representations.size(),
                type.startsWith("video") ? "width=\"160\" height=\"90\"" : "",
                id));
  }

  /**
   * Adds files as they are, in a folder of that name; lists among them can be visited.
   *
   * @return the folder's address, which ends with a slash
   */
  public String add(String name, Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      all.forEach(file -> files.put("/" + name + "/" + file.getFileName(), file));
    }
    return "http://" + pair() + "/" + name + "/";
  }

  /** Host and port. */
  public String pair() {
    return "127.0.0.1:" + server.actualPort();
  }

  /** The page. */
  public String url() {
    return "http://" + pair() + "/watch";
  }

  private void serve(HttpServerRequest request) {
    var path = requireNonNull(request.path());
    var file = files.get(path);
    if (file != null) {
      serve(request, file);
      return;
    }
    var manifest = path.equals("/all.mpd");
    var type = manifest ? "application/dash+xml" : "text/html";
    request
        .response()
        .putHeader("Content-Type", type)
        .setStatusCode(manifest || path.equals("/watch") ? 200 : 404)
        .end(manifest ? manifest() : page())
        .onFailure(_ -> {});
  }

  private static String page() {
    return "<title>All</title><video><source src=all.mpd type=application/dash+xml></video>";
  }

  private String manifest() {
    return """
    <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" minBufferTime="PT2S"
        profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"
        mediaPresentationDuration="PT10S"><Period>%s</Period></MPD>
    """
        .formatted(String.join("", representations));
  }

  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "m3u8" -> "application/vnd.apple.mpegurl";
      case "mpd" -> "application/dash+xml";
      default -> "application/octet-stream";
    };
  }

  private static void serve(HttpServerRequest request, Path file) {
    long length = file.toFile().length();
    long first = 0;
    long end = length;
    var response = request.response().putHeader("ETag", "\"" + length + "\"");
    var range = RANGE.matcher(String.valueOf(request.getHeader("Range")));
    if (range.matches()) {
      first = Long.parseLong(range.group(1));
      end =
          range.group(2).isEmpty() ? length : Math.min(length, Long.parseLong(range.group(2)) + 1);
      var content = "bytes " + first + "-" + (end - 1) + "/" + length;
      response.setStatusCode(206).putHeader("Content-Range", content);
    }
    response.putHeader("Content-Type", type(file.toString()));
    response.sendFile(file.toString(), first, end - first).onFailure(_ -> {});
  }

  @Override
  public void close() {
    server.close().await();
  }
}
