package vn.taivideonhanh.demo;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The site's pages, read from the jar once, filled in for each visit. */
final class Pages {
  private static final String FOLDER = "/demo/pages/";
  private static final List<String> WATCHED =
      List.of(
          "progressive",
          "adaptive",
          "described",
          "hls-ts",
          "hls-fmp4",
          "dash",
          "storyboard",
          "subtitles",
          "audio",
          "long",
          "empty",
          "hostile");

  private final Map<String, Template> templates = new LinkedHashMap<>();

  /** What a page is filled in with: the site's address, the path's fault, the links' query. */
  record Filling(String origin, String prefix, String key) {}

  private record Template(String type, String text) {}

  private Pages() {}

  /** Reads them; blocks. */
  static Pages load() {
    var pages = new Pages();
    pages.add("/", "index.html", "text/html;charset=utf-8");
    pages.add("/style.css", "style.css", "text/css");
    pages.add("/playlist", "playlist.xml", "application/rss+xml");
    WATCHED.forEach(name -> pages.add("/watch/" + name, name + ".html", "text/html;charset=utf-8"));
    return pages;
  }

  private void add(String path, String file, String type) {
    templates.put(path, new Template(type, resource(FOLDER + file)));
  }

  private static String resource(String name) {
    try (var in = Pages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The paths that a person may want to try. */
  List<String> paths() {
    return templates.keySet().stream().filter(path -> !path.endsWith(".css")).toList();
  }

  /** The page at a path; null when there is none. */
  Content.@Nullable Page page(String path, Filling filling) {
    var template = templates.get(path);
    if (template == null) {
      return null;
    }
    var text =
        template
            .text
            .replace("{{origin}}", filling.origin)
            .replace("{{prefix}}", filling.prefix)
            .replace("{{key}}", filling.key)
            .replace("{{faults}}", faults());
    var tag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
    return new Content.Page(template.type, tag, Buffer.buffer(text));
  }

  private static String faults() {
    return Arrays.stream(Fault.Kind.values())
        .map(kind -> "    <li><code>%s</code> %s</li>".formatted(kind.word(), kind.meaning()))
        .collect(Collectors.joining("\n"));
  }
}
