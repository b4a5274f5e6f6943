package vn.taivideonhanh.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Writes the command that has yt-dlp fetch one format to its standard output. It reads no
 * configuration, plug-in, cache or cookie, writes no file, and starts no other program.
 *
 * @param program what comes before all arguments
 */
record YtDlpCommand(List<String> program) {
  private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_.+][A-Za-z0-9_.+-]{0,63}");

  private static final List<String> ALONE =
      List.of(
          "--ignore-config",
          "--no-config-locations",
          "--no-plugin-dirs",
          "--no-remote-components",
          "--no-cache-dir",
          "--no-update",
          "--no-cookies",
          "--no-cookies-from-browser",
          "--no-mark-watched",
          "--no-wait-for-video",
          "--no-live-from-start");

  private static final List<String> NETWORK =
      List.of(
          "--xff",
          "never",
          "--socket-timeout",
          "10",
          "--retries",
          "2",
          "--extractor-retries",
          "1",
          "--fragment-retries",
          "2",
          "--file-access-retries",
          "0",
          "--retry-sleep",
          "1",
          "--default-search",
          "error",
          "--no-playlist",
          "--playlist-items",
          "1",
          "--max-downloads",
          "1",
          "--abort-on-error",
          "--no-check-formats");

  private static final List<String> NO_FILES =
      List.of(
          "--no-write-comments",
          "--no-write-subs",
          "--no-write-auto-subs",
          "--no-write-thumbnail",
          "--no-write-info-json",
          "--no-write-description",
          "--no-write-playlist-metafiles",
          "--no-exec",
          "--no-exec-before-download",
          "--fixup",
          "never",
          "--no-embed-subs",
          "--no-embed-thumbnail",
          "--no-embed-metadata",
          "--no-embed-chapters",
          "--no-embed-info-json",
          "--no-sponsorblock",
          "--no-split-chapters",
          "--no-remove-chapters",
          "--no-force-keyframes-at-cuts");

  private static final List<String> STREAM =
      List.of(
          "--downloader",
          "native",
          "--no-hls-split-discontinuity",
          "--abort-on-unavailable-fragments",
          "--no-keep-fragments",
          "--no-part",
          "--no-continue",
          "--no-mtime",
          "--restrict-filenames",
          "--trim-filenames",
          "80",
          "--color",
          "never",
          "--no-progress",
          "--no-warnings",
          "--quiet",
          "--hls-use-mpegts",
          "--no-simulate",
          "-o",
          "-");

  /**
   * The command for one format of a page.
   *
   * @throws Failure {@code FORMAT_NOT_FOUND} for what is no exact id, such as a selector
   */
  List<String> of(String pageUrl, String formatId) {
    if (!FORMAT.matcher(formatId).matches()) {
      throw new Failure(ProblemCode.FORMAT_NOT_FOUND, "Choose another format.");
    }
    var command = new ArrayList<>(program);
    command.addAll(ALONE);
    command.addAll(NETWORK);
    command.addAll(NO_FILES);
    command.addAll(STREAM);
    command.addAll(List.of("-f", formatId, "--", pageUrl));
    return command;
  }
}
