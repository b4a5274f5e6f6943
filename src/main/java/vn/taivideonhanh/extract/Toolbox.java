package vn.taivideonhanh.extract;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The programs that were found, and what is to be done about the rest.
 *
 * @param python runs the warm extractor; null leaves only yt-dlp's own program
 * @param ytDlp null when there is none, or none that may be used
 * @param ffmpeg joins tracks
 * @param encoders the names of what it can make
 * @param javascript for the sites that ask for it; null does without them
 * @param work an empty folder of ours, the children's home
 * @param problems sentences for a person: what is missing, what that means, what to do
 */
public record Toolbox(
    @Nullable Python python,
    @Nullable YtDlp ytDlp,
    @Nullable Tool ffmpeg,
    Set<String> encoders,
    @Nullable Tool javascript,
    Path work,
    List<String> problems) {

  public Toolbox {
    encoders = Set.copyOf(encoders);
    problems = List.copyOf(problems);
  }

  /** Whether pages can be analysed. */
  public boolean canAnalyse() {
    return ytDlp != null;
  }

  /**
   * The same with another yt-dlp, which Python can import.
   *
   * @param path what goes on its module path
   */
  public Toolbox with(Path path, String version, Instant now) {
    var other = new YtDlp(path, true, version, Version.of(version).ageDays(now));
    var others = problems.stream().filter(problem -> !problem.contains("yt-dlp")).toList();
    return new Toolbox(python, other, ffmpeg, encoders, javascript, work, others);
  }

  /** A program and what it says its version is. */
  public record Tool(Path program, String version) {}

  /**
   * A Python, with what we need to run programs of ours.
   *
   * @param scripts the folder of {@code extractor.py}
   * @param cache where it keeps compiled modules
   */
  public record Python(Path program, String version, Path scripts, Path cache) {}

  /**
   * A yt-dlp.
   *
   * @param path what goes on Python's module path when {@code importable}, else the program
   * @param importable whether Python can import it, as opposed to a program of its own
   * @param version a date, {@code 2026.10.26}, maybe with more behind it
   * @param ageDays since that date
   */
  public record YtDlp(Path path, boolean importable, String version, long ageDays) {}
}
