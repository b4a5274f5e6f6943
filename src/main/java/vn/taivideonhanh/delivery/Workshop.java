package vn.taivideonhanh.delivery;

import java.nio.file.Path;
import java.util.List;
import vn.taivideonhanh.process.Children;

/**
 * What the lanes with children work with; one for all event loops.
 *
 * @param ffmpeg the program
 * @param ytDlp the program and the arguments that come before all others ({@code python3 -I -B -m
 *     yt_dlp})
 * @param directory where children run; an empty folder of its own is made there for each of them
 */
public record Workshop(
    Children children, ChildSlots slots, Path ffmpeg, List<String> ytDlp, Path directory) {
  public Workshop {
    ytDlp = List.copyOf(ytDlp);
  }
}
