package vn.taivideonhanh.queue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One measurement, the same of both sides.
 *
 * @param part what {@code --only} calls it
 * @param name for people
 * @param command to the side
 * @param before commands that make the jobs there
 * @param warming commands whose figures do not count
 * @param jobs how many it is about
 * @param aim see {@link Figure}
 */
record Measure(
    String part,
    String name,
    String command,
    List<String> before,
    List<String> warming,
    int jobs,
    double aim) {
  private static final int[] FLIGHTS = {1, 16, 64};
  private static final int[] SLOTS = {1, 8, 64, 256};
  private static final int WARMING = 5;
  private static final int[] RATES = {200, 1000};

  /**
   * All of them.
   *
   * @param scale 1 for figures that count, less to try
   */
  static List<Measure> all(double scale) {
    var all = new ArrayList<Measure>();
    for (var flight : FLIGHTS) {
      var jobs = thousands(scale * (flight == 1 ? 5 : 30));
      all.add(add("add, " + flight + " in flight", "add " + flight, jobs, flight == 64 ? 3 : 0));
    }
    all.add(add("add, 1,000 at once", "bulk 1000", thousands(scale * 40), 3));
    for (var slots : SLOTS) {
      var jobs = thousands(scale * (slots == 1 ? 6 : 40));
      all.add(work(slots, jobs, slots >= 64 ? 4 : slots == 1 ? 2 : 0));
    }
    for (var rate : RATES) {
      var seconds = Math.max(1, (int) Math.ceil(scale * 5));
      all.add(latency(rate, seconds));
    }
    var jobs = thousands(scale * 100);
    all.add(new Measure("memory", "memory", "bulk 1000 " + jobs, List.of(), List.of(), jobs, 0.5));
    return all;
  }

  /** What tells it from the others: add-64, work-1, latency-200. */
  String key() {
    return command.replaceFirst(" \\d+$", "").replace(' ', '-');
  }

  private static int thousands(double count) {
    return 1000 * Math.max(1, (int) count);
  }

  /** Either side compiles while it runs: after so many jobs it has. */
  private static Measure add(String name, String command, int jobs, double aim) {
    var warming = List.of(command + " " + WARMING * jobs);
    return new Measure("add", name, command + " " + jobs, List.of(), warming, jobs, aim);
  }

  private static Measure work(int slots, int jobs, double aim) {
    var fill = "bulk 1000 " + jobs;
    var command = "work " + slots + " " + jobs;
    return new Measure(
        "process",
        "process, " + slots + " at once",
        command,
        List.of(fill),
        List.of(fill, command),
        jobs,
        aim);
  }

  private static Measure latency(int rate, int seconds) {
    var command = "latency " + rate + " ";
    var name = "add to start, " + rate + "/s";
    var warming = List.of("latency 1000 2");
    return new Measure("latency", name, command + seconds, List.of(), warming, rate * seconds, 0.5);
  }

  /** What came of it. */
  Map<Figure, Double> figures(
      JsonObject answer, Map<String, String> before, Map<String, String> after) {
    var figures = new LinkedHashMap<Figure, Double>();
    if (part.equals("memory")) {
      var bytes = difference(before, after, "used_memory") / jobs;
      figures.put(Figure.atMost(aim, "bytes a waiting job"), bytes);
      return figures;
    }
    if (part.equals("latency")) {
      figures.put(Figure.atMost(0, name + ": p50 ms"), answer.getDouble("p50"));
      figures.put(Figure.atMost(aim, name + ": p99 ms"), answer.getDouble("p99"));
    } else {
      figures.put(Figure.atLeast(aim, name + ": jobs/s"), jobs / answer.getDouble("seconds"));
    }
    var spent =
        difference(before, after, "used_cpu_sys") + difference(before, after, "used_cpu_user");
    var call = " (" + key() + ")";
    var most = part.equals("latency") ? 0 : 0.4;
    figures.put(Figure.atMost(most, "  Redis CPU, us a job" + call), 1e6 * spent / jobs);
    var commands = difference(before, after, "total_commands_processed");
    figures.put(Figure.atMost(0, "  commands a job" + call), commands / jobs);
    return figures;
  }

  private static double difference(
      Map<String, String> before, Map<String, String> after, String fact) {
    return Double.parseDouble(after.getOrDefault(fact, "0"))
        - Double.parseDouble(before.getOrDefault(fact, "0"));
  }
}
