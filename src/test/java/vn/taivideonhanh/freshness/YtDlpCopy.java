package vn.taivideonhanh.freshness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The real yt-dlp of scripts/fetch-tools under another version, as it is published; with no more
 * than the extractors that these tests need, since Python would compile all the others each time.
 */
final class YtDlpCopy {
  private static final List<String> NEEDED =
      List.of(
          "__init__.py",
          "common.py",
          "commonprotocols.py",
          "afreecatv.py",
          "adobepass.py",
          "openload.py",
          "generic.py",
          "genericembeds.py",
          "extractors.py",
          "youtube/");

  private final Map<String, String> files;

  private YtDlpCopy(Map<String, String> files) {
    this.files = files;
  }

  static YtDlpCopy of(String version) throws IOException {
    var tools = Path.of(System.getenv().getOrDefault("TVN_TEST_TOOLS", "data"), "tools", "yt-dlp");
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(tools.resolve("yt_dlp"))) {
      for (var path : paths.filter(each -> each.toString().endsWith(".py")).toList()) {
        var name = tools.relativize(path).toString();
        if (wanted(name)) {
          files.put(name, Files.readString(path));
        }
      }
    }
    files.put(
        "yt_dlp/extractor/_extractors.py",
        """
        from .genericembeds import HTML5MediaEmbedIE  # noqa: F401
        from .generic import GenericIE  # noqa: F401
        """);
    return new YtDlpCopy(files).saying(version);
  }

  private static boolean wanted(String name) {
    var extractor = "yt_dlp/extractor/";
    return !name.startsWith(extractor)
        || NEEDED.stream().anyMatch(each -> name.startsWith(extractor + each));
  }

  /** One that says it is another version. */
  YtDlpCopy saying(String version) {
    var name = "yt_dlp/version.py";
    var said = "__version__ = '" + version + "'";
    return with(name, text(name).replaceFirst("__version__ = '.*'", said), false);
  }

  /** One that cannot be imported in time. */
  YtDlpCopy hanging() {
    return with("yt_dlp/__init__.py", "import time\ntime.sleep(600)\n", true);
  }

  /** One that reads no page whose address has a word in it; the empty word is in every one. */
  YtDlpCopy failingAt(String word) {
    var name = "yt_dlp/extractor/generic.py";
    var begin = "    def _real_extract(self, url):\n";
    var source = text(name);
    if (!source.contains(begin)) {
      throw new AssertionError("yt-dlp has changed: " + name);
    }
    var broken =
        begin + "        if '" + word + "' in url:\n            raise ExtractorError('broken')\n";
    return with(name, source.replace(begin, broken), false);
  }

  private String text(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private YtDlpCopy with(String name, String text, boolean before) {
    var changed = new HashMap<>(files);
    changed.put(name, before ? text + text(name) : text);
    return new YtDlpCopy(changed);
  }

  /** As scripts/fetch-tools leaves it. */
  void writeTo(Path folder) throws IOException {
    for (var file : files.entrySet()) {
      var path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }

  /** As a release has it: an archive behind a line for the shell. */
  byte[] archive() throws IOException {
    var archive = new ByteArrayOutputStream();
    zip(archive);
    var all = new ByteArrayOutputStream();
    all.writeBytes("#!/usr/bin/env python3\n".getBytes(StandardCharsets.UTF_8));
    all.writeBytes(archive.toByteArray());
    return all.toByteArray();
  }

  private void zip(OutputStream to) throws IOException {
    try (var zip = new ZipOutputStream(to)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
      zip.putNextEntry(new ZipEntry("__main__.py"));
    }
  }
}
