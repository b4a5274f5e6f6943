package vn.taivideonhanh.extract;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.ConfigLoader;
import vn.taivideonhanh.egress.Proxies;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Children;

/** The real tools, where scripts/test has put them. */
final class TestTools {
  private static final String TOOLS = "TVN_TEST_TOOLS";

  private TestTools() {}

  /** The intake rule as far as these tests need it. */
  static final UnaryOperator<String> INTAKE =
      address -> {
        if (!address.matches("https?://[^\\s\\\\]+")) {
          throw new Failure(ProblemCode.INVALID_URL, "Not for tests.");
        }
        return address;
      };

  /** The ways of a guard that is down. */
  static final Proxies NO_WAY =
      (_, _) -> {
        throw new Failure(ProblemCode.UNAVAILABLE, "Not for tests.");
      };

  static AppConfig config(Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.putIfAbsent("TVN_DATA_DIR", System.getenv().getOrDefault(TOOLS, "data"));
    return ConfigLoader.load(null, environment);
  }

  static Toolbox find(Children children, AppConfig config) {
    var tools = Tools.discover(children, config, InstantSource.system()).await();
    if (!tools.canAnalyse()) {
      throw new AssertionError(
          "These tests need yt-dlp in %s/tools/yt-dlp; scripts/test puts it there, and %s names another folder. %s"
              .formatted(config.data().dir().toAbsolutePath(), TOOLS, tools.problems()));
    }
    return tools;
  }
}
