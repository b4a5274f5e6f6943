package vn.taivideonhanh.queue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The append-only file of a Redis that never rewrote it: all that was ever written, in order. So it
 * tells how often each job was written down as completed, whoever asked for it.
 */
final class AppendOnlyFile {
  private final String records;
  private final Map<String, Integer> completions = new HashMap<>();

  private AppendOnlyFile(String records) {
    this.records = records;
  }

  /** How often each job of a queue became completed. */
  static Map<String, Integer> completions(Path folder, QueueConfig config) throws IOException {
    var file = new AppendOnlyFile(Keys.of(config).record(""));
    for (var part : parts(folder)) {
      try (var in = new BufferedInputStream(Files.newInputStream(part), 1 << 20)) {
        while (file.next(in)) {}
      }
    }
    return file.completions;
  }

  /** From Redis 7 on there is a folder of numbered files, before there was one file. */
  private static List<Path> parts(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(".*\\.aof(\\.\\d+\\.incr\\.aof)?"))
          .filter(file -> !file.toString().endsWith(".base.aof"))
          .sorted(Comparator.comparingInt(AppendOnlyFile::number))
          .toList();
    }
  }

  private static int number(Path file) {
    var digits = file.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private boolean next(InputStream in) throws IOException {
    var head = line(in);
    if (head.isEmpty()) {
      return false;
    }
    var count = Integer.parseInt(head.substring(1));
    var words = new ArrayList<String>(count);
    for (var i = 0; i < count; i++) {
      var length = line(in);
      if (length.isEmpty()) {
        return false;
      }
      words.add(new String(in.readNBytes(Integer.parseInt(length.substring(1))), ISO_8859_1));
      in.skipNBytes(2);
    }
    note(words);
    return true;
  }

  private void note(List<String> words) {
    var step =
        switch (words.getFirst().toUpperCase(Locale.ROOT)) {
          case "MSET" -> 2;
          case "SET" -> words.size();
          case "SETEX", "PSETEX" -> throw new IllegalStateException("not known here: " + words);
          default -> 0;
        };
    for (var i = 1; step > 0 && i + 1 < words.size(); i += step) {
      if (words.get(i).startsWith(records) && words.get(i + 1).startsWith("c")) {
        completions.merge(words.get(i).substring(records.length()), 1, Integer::sum);
      }
    }
  }

  /** Empty at the end, also in the middle of what a killed server began to write. */
  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return "";
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
