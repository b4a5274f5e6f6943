package vn.taivideonhanh.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of the web UI, read once from the class path. What is served is what was found then, by
 * its whole name: no path of a request ever reaches a file system. Hidden files and types that a
 * page does not need are not taken.
 *
 * <p>Every file is also there below {@code /v/RELEASE/}, where the release is a digest of all
 * files. Pages name their scripts and styles that way, and what a script imports lies beside it, so
 * that a browser may keep them for ever and never mixes two versions.
 */
final class WebRoot {
  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json; charset=utf-8"),
          Map.entry("webmanifest", "application/manifest+json; charset=utf-8"),
          Map.entry("svg", "image/svg+xml; charset=utf-8"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("webp", "image/webp"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  /** {@code /docs} is an operation of the contract, with the methods that are told there. */
  private static final Pattern PAGE = Pattern.compile("/(?!docs$)[a-z]{1,32}");

  private static final Pattern VERSIONED = Pattern.compile("/v/([0-9a-f]{12})(/.+)");
  private static final Pattern REFERENCE =
      Pattern.compile("(?<=(?:href|src)=\")(?=/(?:css|js|vendor)/)");

  private final Map<String, Asset> assets;
  private final String release;

  private WebRoot(Map<String, Asset> files) {
    release = digest(files);
    var served = new HashMap<String, Asset>();
    files.forEach((name, file) -> served.put(name, file.isPage() ? versioned(file) : file));
    assets = Map.copyOf(served);
  }

  private static String digest(Map<String, Asset> files) {
    var all = new StringBuilder();
    new TreeMap<>(files).forEach((name, file) -> all.append(name).append(file.etag()));
    return Asset.hash(all.toString().getBytes(UTF_8));
  }

  private Asset versioned(Asset page) {
    var text = REFERENCE.matcher(new String(page.bytes(), UTF_8)).replaceAll(lasting(""));
    return Asset.of(page.mediaType(), text.getBytes(UTF_8));
  }

  /** Reads a folder of the class path; one that is not there has no files. */
  static WebRoot read(String folder) {
    var url = WebRoot.class.getClassLoader().getResource(folder);
    if (url == null) {
      return new WebRoot(Map.of());
    }
    try {
      return url.openConnection() instanceof JarURLConnection connection
          ? unpack(connection, folder + "/")
          : walk(Path.of(url.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The jar's directory has been read for its classes; a file system of it would read it again. */
  private static WebRoot unpack(JarURLConnection connection, String folder) throws IOException {
    var found = new HashMap<String, Asset>();
    connection.setUseCaches(false);
    try (var jar = connection.getJarFile()) {
      for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        if (entry.getName().startsWith(folder) && !entry.isDirectory()) {
          try (var in = jar.getInputStream(entry)) {
            add(found, entry.getName().substring(folder.length()), in.readAllBytes());
          }
        }
      }
    }
    return new WebRoot(found);
  }

  private static WebRoot walk(Path root) throws IOException {
    var found = new HashMap<String, Asset>();
    try (var files = Files.walk(root)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        add(found, root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return new WebRoot(found);
  }

  private static void add(Map<String, Asset> found, String name, byte[] bytes) {
    var type = MEDIA_TYPES.get(extension(name));
    if (type != null && !("/" + name).contains("/.")) {
      found.put("/" + name, Asset.of(type, bytes));
    }
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /**
   * The file of exactly that path; {@code /} is the first page, and {@code /word} the page {@code
   * /word.html}. A path of another release names the file of this one: a page that was open during
   * an upgrade may still need it.
   */
  @Nullable Asset at(String path) {
    if (path.equals("/")) {
      return assets.get("/index.html");
    }
    var versioned = VERSIONED.matcher(path);
    if (versioned.matches()) {
      var asset = assets.get(versioned.group(2));
      return asset == null || asset.isPage() ? null : asset;
    }
    return assets.get(PAGE.matcher(path).matches() ? path + ".html" : path);
  }

  /** The path of a file of this release, which may be kept for ever. */
  String lasting(String path) {
    return "/v/" + release + path;
  }

  /** Whether what is at that path will never be anything else. */
  boolean isLasting(String path) {
    return path.startsWith(lasting("/"));
  }
}
