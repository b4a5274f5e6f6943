package vn.taivideonhanh.bench;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process and all that it has started have used until now.
 *
 * @param cpu seconds, user and system, of ended children too
 * @param memory in MB, each shared page divided by those that share it (PSS of proc(5))
 */
record Spent(double cpu, double memory) {
  private static final double TICKS_A_SECOND = 100;
  private static final Pattern PSS = Pattern.compile("(?m)^Pss: *([0-9]+) kB");

  static Spent of(ProcessHandle process) throws IOException {
    var cpu = 0.0;
    var memory = 0.0;
    for (var one : tree(process)) {
      var folder = Path.of("/proc", String.valueOf(one.pid()));
      try {
        cpu += cpu(Files.readString(folder.resolve("stat")));
        memory += memory(folder);
      } catch (FileSystemException _) {
        // It has ended since: there is no such file, or no such process.
      }
    }
    return new Spent(cpu, memory);
  }

  /** Seconds of processor time alone, which is quick to ask for. */
  static double cpu(ProcessHandle process) throws IOException {
    var cpu = 0.0;
    for (var one : tree(process)) {
      try {
        cpu += cpu(Files.readString(Path.of("/proc", String.valueOf(one.pid()), "stat")));
      } catch (FileSystemException _) {
        // Its parent has what it spent.
      }
    }
    return cpu;
  }

  /** Memory in MB by the names of programs. */
  static Map<String, Double> parts(ProcessHandle process) throws IOException {
    var parts = new TreeMap<String, Double>();
    for (var one : tree(process)) {
      var folder = Path.of("/proc", String.valueOf(one.pid()));
      try {
        parts.merge(Files.readString(folder.resolve("comm")).strip(), memory(folder), Double::sum);
      } catch (FileSystemException _) {
        // It has ended since.
      }
    }
    return parts;
  }

  /** Seconds of processor time of children that have ended and were waited for. */
  static double cpuOfEnded(ProcessHandle process) throws IOException {
    var stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
    var fields = fields(stat);
    return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_A_SECOND;
  }

  private static double memory(Path folder) throws IOException {
    var pss = PSS.matcher(Files.readString(folder.resolve("smaps_rollup")));
    return pss.find() ? Double.parseDouble(pss.group(1)) / 1000 : 0;
  }

  private static List<ProcessHandle> tree(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  private static String[] fields(String stat) {
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
  }

  /** Fields 14 to 17 of proc(5); the name before them may have spaces. */
  private static double cpu(String stat) {
    var fields = fields(stat);
    return Stream.of(fields[11], fields[12], fields[13], fields[14])
            .mapToLong(Long::parseLong)
            .sum()
        / TICKS_A_SECOND;
  }
}
