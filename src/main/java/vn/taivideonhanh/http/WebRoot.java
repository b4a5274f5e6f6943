package vn.taivideonhanh.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files of the web UI, read once from the class path. What is served is what was found then, by
 * its whole name: no path of a request ever reaches a file system. Hidden files and types that a
 * page does not need are not taken.
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

  private final Map<String, Asset> assets;

  private WebRoot(Map<String, Asset> assets) {
    this.assets = Map.copyOf(assets);
  }

  /** Reads a folder of the class path; one that is not there has no files. */
  static WebRoot read(String folder) {
    var url = WebRoot.class.getClassLoader().getResource(folder);
    if (url == null) {
      return new WebRoot(Map.of());
    }
    try {
      return read(url.toURI(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WebRoot read(URI uri, String folder) throws IOException {
    if (!"jar".equals(uri.getScheme())) {
      return walk(Path.of(uri));
    }
    try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
      return walk(jar.getPath("/" + folder));
    }
  }

  private static WebRoot walk(Path root) throws IOException {
    var found = new HashMap<String, Asset>();
    try (var files = Files.walk(root)) {
      for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        var name = root.relativize(file).toString().replace('\\', '/');
        var type = MEDIA_TYPES.get(extension(name));
        if (type != null && !("/" + name).contains("/.")) {
          var bytes = Files.readAllBytes(file);
          found.put("/" + name, new Asset(type, bytes, etag(bytes)));
        }
      }
    }
    return new WebRoot(found);
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static String etag(byte[] bytes) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The file of exactly that path; {@code /} is the first page. */
  @Nullable Asset at(String path) {
    return assets.get(path.equals("/") ? "/index.html" : path);
  }
}
