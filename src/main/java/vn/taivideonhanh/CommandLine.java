package vn.taivideonhanh;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked on the command line.
 *
 * @param mode what to do
 * @param config the operator's configuration file; null takes the defaults
 */
record CommandLine(Mode mode, @Nullable Path config) {
  static final String HELP =
      """
      TaiVideoNhanh: paste a video's address, get the file.

      usage: java -jar taivideonhanh.jar [--config FILE]
             [--check | --rehearse | --version | --help]

        --config FILE   a JSON file with the keys that differ from the defaults
        --check         say what is found (Java, Redis, yt-dlp, ffmpeg, sandbox) and what to do
        --rehearse      run everything once, on a page of its own, and end: with
                        java -XX:AOTCacheOutput=FILE -jar ... the JVM keeps what it learnt,
                        and starts in a third of the time with java -XX:AOTCache=FILE
        --version       print the version
        --help          print this

      Every key of the configuration can be set by an environment variable, for example
        TVN_HTTP_PORT, TVN_HTTP_HOST, TVN_DATA_DIR, TVN_REDIS_URL, TVN_ACCESS_MODE,
        TVN_EGRESS_ALLOW (address:port pairs that may be visited though private).
      """;

  /** The things that can be asked. */
  enum Mode {
    RUN,
    CHECK,
    REHEARSE,
    VERSION,
    HELP
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException with a sentence for the person who typed them
   */
  static CommandLine parse(List<String> arguments) {
    var mode = Mode.RUN;
    Path config = null;
    for (var i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      switch (argument) {
        case "--help", "-h" -> mode = Mode.HELP;
        case "--version" -> mode = Mode.VERSION;
        case "--check" -> mode = Mode.CHECK;
        case "--rehearse" -> mode = Mode.REHEARSE;
        case "--config" -> {
          i++;
          if (i == arguments.size()) {
            throw new IllegalArgumentException("--config needs a file");
          }
          config = Path.of(arguments.get(i));
        }
        default ->
            throw new IllegalArgumentException("not understood: " + argument + "; try --help");
      }
    }
    return new CommandLine(mode, config);
  }
}
