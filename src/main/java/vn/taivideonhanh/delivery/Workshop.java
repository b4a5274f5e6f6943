package vn.taivideonhanh.delivery;

import java.nio.file.Path;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.splice.Tubes;

/**
 * What the streams of a node share; one for all event loops.
 *
 * @param ffmpeg the program
 * @param directory where ffmpeg runs; an empty folder of its own is made there for each stream
 * @param indexes what was read of sites' files
 * @param tubes by which the kernel moves what nobody here has to see
 */
public record Workshop(
    Children children,
    ChildSlots slots,
    Path ffmpeg,
    YtDlp ytDlp,
    Path directory,
    IndexCache indexes,
    Tubes tubes) {
  /** With indexes and tubes of its own. */
  public Workshop(Children children, ChildSlots slots, Path ffmpeg, YtDlp ytDlp, Path directory) {
    this(children, slots, ffmpeg, ytDlp, directory, new IndexCache(), Tubes.ofSystem());
  }

  /** Says how yt-dlp is started. */
  public interface YtDlp {
    /**
     * A child that writes one format of a page to its standard output.
     *
     * @throws vn.taivideonhanh.problem.Failure when there is no yt-dlp, no such format, or no way
     *     to sites
     */
    Run stream(String formatId, String pageUrl);
  }

  /**
   * A child to start.
   *
   * @param release to be called once it has ended, or was not started
   */
  public record Run(ChildSpec spec, Runnable release) {}
}
