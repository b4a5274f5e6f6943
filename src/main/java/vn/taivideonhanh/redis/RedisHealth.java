package vn.taivideonhanh.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How the server is.
 *
 * @param latency of one question, there and back
 * @param version {@code redis 7.0.15}, {@code valkey 8.0.1}
 * @param usedBytes memory that its content takes
 * @param warnings sentences for the operator, each with what to do; empty when all is well
 */
public record RedisHealth(Duration latency, String version, long usedBytes, List<String> warnings) {
  public RedisHealth {
    warnings = List.copyOf(warnings);
  }

  static RedisHealth of(Duration latency, String info) {
    var facts =
        info.lines()
            .filter(line -> line.contains(":"))
            .map(line -> line.strip().split(":", 2))
            .collect(Collectors.toMap(part -> part[0], part -> part[1], (_, last) -> last));
    var name = facts.getOrDefault("server_name", "redis");
    var version = facts.getOrDefault(name + "_version", facts.getOrDefault("redis_version", "?"));
    var used = Long.parseLong(facts.getOrDefault("used_memory", "0"));
    return new RedisHealth(latency, name + " " + version, used, warnings(facts));
  }

  private static List<String> warnings(Map<String, String> facts) {
    var warnings = new ArrayList<String>();
    var policy = facts.getOrDefault("maxmemory_policy", "noeviction");
    if (!policy.equals("noeviction")) {
      warnings.add(
          "Redis may throw away jobs and links when its memory is full (maxmemory-policy "
              + policy
              + "). Set maxmemory-policy noeviction.");
    }
    if (facts.getOrDefault("aof_enabled", "1").equals("0")) {
      warnings.add(
          "Redis may forget the last minutes when it ends suddenly. Set appendonly yes and"
              + " appendfsync everysec.");
    }
    if (facts.getOrDefault("aof_last_write_status", "ok").equals("err")) {
      warnings.add("Redis cannot write its append-only file. Make room on its disk.");
    }
    return warnings;
  }
}
