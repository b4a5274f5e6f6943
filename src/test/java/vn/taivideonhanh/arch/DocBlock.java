package vn.taivideonhanh.arch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of the documents.
 *
 * @param where page and line
 * @param mark what the comment on the line above says of how it is run; empty without one
 * @param language the word behind the fence; empty without one
 */
public record DocBlock(String where, String mark, String language, String text) {
  /** Servers that go on until they are ended. */
  public static final String SERVES = "starts servers";

  /** Needs the data of a server that does not run. */
  public static final String STOPPED = "with the server stopped";

  /** What this machine lacks follows. */
  public static final String NOT_RUN = "not run by the tests: ";

  private static final Pattern BLOCK =
      Pattern.compile("(?ms)^(?:<!-- ([^\n]*) -->\n)?```(\\w*)\n(.*?)^```$");

  /** Those of all pages, in the order in which they are read. */
  public static List<DocBlock> all() throws IOException {
    var blocks = new ArrayList<DocBlock>();
    for (var page : pages()) {
      var text = Files.readString(page);
      for (var found : BLOCK.matcher(text).results().toList()) {
        var line = text.substring(0, found.start()).lines().count() + 1;
        var mark = found.group(1) == null ? "" : found.group(1);
        blocks.add(new DocBlock(page + ":" + line, mark, found.group(2), found.group(3)));
      }
    }
    return blocks;
  }

  /** What people read first, then the rest by name. */
  static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    for (var name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
      pages.add(Path.of(name));
    }
    try (var docs = Files.list(Path.of("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }
}
