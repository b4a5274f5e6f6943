package vn.taivideonhanh.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sample media site. Its start page lists what it has; {@code Fault} says how it can fail. It
 * listens on 127.0.0.1 only.
 */
public final class DemoSite {
  private static final Logger LOG = LoggerFactory.getLogger(DemoSite.class);

  private final HttpServer server;
  private final Journal journal;
  private final Path media;
  private final List<String> pages;

  private DemoSite(HttpServer server, Journal journal, Path media, List<String> pages) {
    this.server = server;
    this.journal = journal;
    this.media = media;
    this.pages = pages;
  }

  /**
   * Starts it, and makes the media first when the folder has none, which takes some seconds.
   *
   * @param folder where the media are kept; several sites may share it
   * @param port 0 takes a free one
   */
  public static Future<DemoSite> start(Vertx vertx, Path folder, int port) {
    return SampleMedia.in(vertx, folder)
        .compose(media ->
            vertx
                .executeBlocking(Pages::load)
                .compose(pages -> {
                  var journal = new Journal();
                  var routes = new Routes(vertx, pages, new MediaFolder(vertx, media), journal);
                  return vertx
                      .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                      .requestHandler(routes::answer)
                      .listen()
                      .map(server -> new DemoSite(server, journal, media, pages.paths()));
                }));
  }

  /**
   * Runs it as a program: {@code [--port N] [--dir DIR]}. When it listens, its address is in the
   * file {@code address} of the folder; it ends with the signal TERM.
   */
  public static void main(String[] args) {
    var port = Integer.parseInt(option(args, "--port", "0"));
    var folder = Path.of(option(args, "--dir", "data/demo"));
    var vertx = Vertx.vertx();
    start(vertx, folder, port)
        .compose(site ->
            vertx.executeBlocking(() -> {
              LOG.info("the sample media site is at {}/", site.origin());
              return Files.writeString(folder.resolve("address"), site.origin() + "\n");
            }))
        .onFailure(cause -> {
          LOG.error("the sample media site could not start: {}", cause.getMessage());
          System.exit(1);
        });
  }

  private static String option(String[] args, String name, String usual) {
    var at = List.of(args).indexOf(name);
    return at >= 0 && at + 1 < args.length ? args[at + 1] : usual;
  }

  public int port() {
    return server.actualPort();
  }

  /** {@code http://127.0.0.1:PORT}, without a slash at the end. */
  public String origin() {
    return "http://127.0.0.1:" + port();
  }

  /** The address of a path that begins with a slash: {@code /watch/adaptive}. */
  public String address(String path) {
    return origin() + path;
  }

  /** The paths of the pages. */
  public List<String> pages() {
    return pages;
  }

  /** The file behind {@code /media/NAME}. */
  public Path file(String name) {
    return media.resolve(name);
  }

  /** The last ten thousand requests, oldest first. */
  public List<Visit> visits() {
    return journal.visits();
  }

  /** The requests whose path and query begin so. */
  public List<Visit> visits(String start) {
    return visits().stream().filter(visit -> visit.uri().startsWith(start)).toList();
  }

  /** Empties the journal. */
  public void forget() {
    journal.clear();
  }

  /** Closes every connection, running answers too. */
  public Future<Void> close() {
    return server.close();
  }
}
