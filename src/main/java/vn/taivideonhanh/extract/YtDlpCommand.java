package vn.taivideonhanh.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import vn.taivideonhanh.extract.Toolbox.Tool;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.ChildSpec;

/**
 * How yt-dlp is run: always with every way closed by which it would read files of its own, run
 * programs, keep something, or go where it was not sent. Limits are the caller's to set. The proxy
 * is in the environment, and {@code --max-filesize} is left to the guard, which counts what it
 * carries, where yt-dlp believes what a site announces.
 */
public final class YtDlpCommand {
  private static final Pattern FORMAT_ID = Pattern.compile("[A-Za-z0-9_.+-]{1,64}");

  /** Each closes a way; none opens one. The order does not matter. */
  private static final List<String> FLAGS =
      List.of(
          """
          --ignore-config --no-config-locations --no-plugin-dirs --no-remote-components
          --no-cache-dir --no-update --no-cookies --no-cookies-from-browser --no-mark-watched
          --no-wait-for-video --no-live-from-start --xff never --socket-timeout 10 --retries 2
          --extractor-retries 1 --fragment-retries 2 --file-access-retries 0 --retry-sleep 1
          --default-search error --no-playlist --flat-playlist --playlist-items 1:50
          --lazy-playlist --max-downloads 50 --abort-on-error --no-check-formats
          --no-write-comments --no-write-subs --no-write-auto-subs --no-write-thumbnail
          --no-write-info-json --no-write-description --no-write-playlist-metafiles --no-exec
          --no-exec-before-download --fixup never --no-embed-subs --no-embed-thumbnail
          --no-embed-metadata --no-embed-chapters --no-embed-info-json --no-sponsorblock
          --no-split-chapters --no-remove-chapters --no-force-keyframes-at-cuts
          --downloader native --no-hls-split-discontinuity --abort-on-unavailable-fragments
          --no-keep-fragments --no-part --no-continue --no-mtime --restrict-filenames
          --trim-filenames 80 --color never --no-progress --no-warnings --quiet
          --no-js-runtimes
          """
              .strip()
              .split("\\s+", -1));

  /** The first version that knows of JavaScript runtimes. */
  private static final Version WITH_RUNTIMES = Version.of("2025.11.12");

  private static final List<String> OF_RUNTIMES =
      List.of("--no-js-runtimes", "--no-remote-components");

  private static final String MAIN =
      "import sys; sys.path.insert(0, sys.argv.pop(1)); import yt_dlp; yt_dlp.main()";

  private YtDlpCommand() {}

  /**
   * Prints what is known of {@code url} as one JSON object.
   *
   * @param way the only one to sites
   */
  public static ChildSpec analysis(Toolbox tools, String url, Way way) {
    var arguments = new ArrayList<>(analysisFlags(tools));
    arguments.add("--dump-single-json");
    return command(tools, arguments, url)
        .withEnvironment(outside(way.proxy()))
        .withAccess(YtDlpAccess.of(tools, way.doors()));
  }

  /**
   * Writes one format of {@code url} to standard output.
   *
   * @param formatId of our own analysis of that address
   * @param way the only one to sites
   */
  public static ChildSpec stream(Toolbox tools, String formatId, String url, Way way) {
    if (!FORMAT_ID.matcher(formatId).matches()) {
      throw new Failure(ProblemCode.FORMAT_NOT_FOUND, "Choose another format.");
    }
    var arguments = new ArrayList<>(flags(tools));
    arguments.addAll(
        List.of("--hls-use-mpegts", "--no-simulate", "--format=" + formatId, "-o", "-"));
    // Parts of a playlist lie in files for a moment.
    return command(tools, arguments, url)
        .withEnvironment(outside(way.proxy()))
        .withAccess(YtDlpAccess.of(tools, way.doors()).withOwnFolder());
  }

  /** Prints the version, in the cage and without a way to anywhere. */
  public static ChildSpec version(Toolbox tools) {
    return program(tools, List.of("--ignore-config", "--no-plugin-dirs", "--version"))
        .withAccess(YtDlpAccess.of(tools, Set.of()));
  }

  /**
   * Where yt-dlp, and what it may start, finds the proxy: a command line could be read by everybody
   * on this machine. {@code all_proxy} is for schemes that the guard then refuses; without it they
   * would be visited directly.
   */
  private static Map<String, String> outside(String proxy) {
    return Map.of("http_proxy", proxy, "https_proxy", proxy, "all_proxy", proxy);
  }

  /** What the warm extractor is configured with: all but the proxy and the address. */
  static List<String> analysisFlags(Toolbox tools) {
    var flags = new ArrayList<>(flags(tools));
    flags.add("--skip-download");
    return flags;
  }

  /** The surroundings of any Python of ours: no PATH, no settings, no plugins. */
  static ChildSpec child(Toolbox tools, List<String> command) {
    var nowhere = tools.work().resolve("none").toString();
    return ChildSpec.of(tools.work(), command)
        .withEnvironment(
            Map.of(
                "PATH", nowhere,
                "XDG_CONFIG_HOME", nowhere,
                "XDG_CACHE_HOME", nowhere,
                "YTDLP_NO_PLUGINS", "1"));
  }

  private static List<String> flags(Toolbox tools) {
    var flags = new ArrayList<>(FLAGS);
    var ytDlp = tools.ytDlp();
    var runtimes = ytDlp == null || Version.of(ytDlp.version()).compareTo(WITH_RUNTIMES) >= 0;
    if (!runtimes) {
      flags.removeAll(OF_RUNTIMES);
    }
    var ffmpeg = tools.ffmpeg();
    if (ffmpeg != null) {
      flags.addAll(List.of("--ffmpeg-location", ffmpeg.program().toString()));
    }
    var javascript = tools.javascript();
    if (javascript != null && runtimes) {
      flags.addAll(List.of("--js-runtimes", runtime(javascript)));
    }
    return flags;
  }

  private static String runtime(Tool javascript) {
    var name = javascript.program().getFileName().toString();
    return (name.equals("qjs") ? "quickjs" : name) + ":" + javascript.program();
  }

  private static ChildSpec command(Toolbox tools, List<String> arguments, String url) {
    var all = new ArrayList<>(arguments);
    all.addAll(List.of("--", url));
    return program(tools, all);
  }

  private static ChildSpec program(Toolbox tools, List<String> arguments) {
    var ytDlp = tools.ytDlp();
    if (ytDlp == null) {
      throw new Failure(ProblemCode.UNAVAILABLE, "The operator has to install yt-dlp first.");
    }
    var python = tools.python();
    var command = new ArrayList<String>();
    if (ytDlp.importable() && python != null) {
      command.addAll(
          List.of(
              python.program().toString(), "-I", "-B", "-X", "pycache_prefix=" + python.cache()));
      command.addAll(List.of("-c", MAIN));
    }
    command.add(ytDlp.path().toString());
    command.addAll(arguments);
    return child(tools, command);
  }
}
