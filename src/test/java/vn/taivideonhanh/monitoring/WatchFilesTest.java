package vn.taivideonhanh.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alert rules and dashboards in {@code conf/}, judged by Prometheus' own tool. */
class WatchFilesTest {
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Path TESTS = Path.of("conf", "prometheus", "alerts-test.yml");

  @Test
  void prometheus_takes_the_configuration_and_the_rules() throws Exception {
    var config = Path.of("conf", "prometheus", "prometheus.yml").toString();
    assertThat(PrometheusTools.promtool("check", "config", "--syntax-only", config))
        .contains("SUCCESS");
    assertThat(PrometheusTools.promtool("check", "rules", PrometheusTools.ALERTS.toString()))
        .contains("SUCCESS");
  }

  @Test
  void each_alert_fires_when_it_should_and_is_quiet_else() throws Exception {
    assertThat(PrometheusTools.promtool("test", "rules", TESTS.toString())).contains("SUCCESS");
  }

  @Test
  void each_alert_has_both_tests_and_says_what_to_do() throws Exception {
    var rules = Files.readString(PrometheusTools.ALERTS);
    var tests = Files.readString(TESTS);
    var alerts = ALERT.matcher(rules).results().map(found -> found.group(1)).toList();
    assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(alerts)
        .allSatisfy(alert -> assertThat(tests).contains(alert + " fires", alert + " is quiet"));
    assertThat(rules.split("action: ", -1)).hasSize(alerts.size() + 1);
    assertThat(rules.split("severity: ", -1)).hasSize(alerts.size() + 1);
  }

  @Test
  void each_dashboard_has_panels_of_its_own_and_no_two_in_one_place() throws Exception {
    var uids = new HashSet<String>();
    for (var file : PrometheusTools.dashboards()) {
      var board = new JsonObject(Files.readString(file));
      assertThat(uids.add(board.getString("uid"))).as(file.toString()).isTrue();
      var taken = new HashSet<String>();
      for (var entry : board.getJsonArray("panels")) {
        var panel = (JsonObject) entry;
        var place = panel.getJsonObject("gridPos");
        assertThat(taken.add(place.getInteger("x") + "," + place.getInteger("y")))
            .as(panel.getString("title"))
            .isTrue();
        assertThat(panel.getJsonArray("targets")).as(panel.getString("title")).isNotEmpty();
      }
    }
    assertThat(uids).hasSizeGreaterThan(3);
  }
}
