package vn.taivideonhanh.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.MediaInfo;
import vn.taivideonhanh.media.Size;
import vn.taivideonhanh.media.zip.ZipEntry;
import vn.taivideonhanh.media.zip.ZipLayout;
import vn.taivideonhanh.plan.StreamPlan.ArchiveEntry;
import vn.taivideonhanh.problem.Failure;

/** Plans archives of several videos. */
public final class ArchivePlanner {
  private static final Pattern HEIGHT = Pattern.compile("(\\d{1,4})p(-best)?");
  private static final String AUDIO = "audio";
  private static final String VIDEO = "video";

  private ArchivePlanner() {}

  /**
   * Plans one entry: the preset of that name; where there is none, the best one of a height that is
   * not above it, or else the lowest, or else the first video; and for a sort of audio the first
   * one.
   *
   * @throws Failure {@code FORMAT_NOT_FOUND} when the video has nothing of the kind
   */
  public static StreamPlan entry(MediaInfo media, String preset) {
    return Planner.plan(media, Choice.ofPreset(nearest(media, preset)));
  }

  private static String nearest(MediaInfo media, String preset) {
    var presets = Presets.of(media);
    if (presets.stream().anyMatch(offered -> offered.id().equals(preset))) {
      return preset;
    }
    var height = HEIGHT.matcher(preset);
    if (height.matches()) {
      var found = notAbove(presets, Integer.parseInt(height.group(1)), height.group(2) == null);
      return found == null ? preset : found.id();
    }
    return preset.startsWith(AUDIO) ? AUDIO : preset;
  }

  private static @Nullable Preset notAbove(List<Preset> presets, int most, boolean compatible) {
    var videos = presets.stream().filter(preset -> preset.height() != null).toList();
    if (videos.isEmpty()) {
      // The site tells no heights: there is one video, in one way or two.
      return nearest(presets.stream().filter(preset -> preset.kind().equals(VIDEO)), compatible);
    }
    var found =
        videos.stream()
            .map(Preset::height)
            .filter(height -> Objects.requireNonNull(height) <= most)
            .findFirst()
            .orElse(videos.getLast().height());
    return nearest(
        videos.stream().filter(preset -> Objects.equals(preset.height(), found)), compatible);
  }

  private static @Nullable Preset nearest(Stream<Preset> presets, boolean compatible) {
    return presets.min(comparing(preset -> preset.compatible() != compatible)).orElse(null);
  }

  /** What an archive is laid out by: names and lengths. */
  public static List<ZipEntry> files(StreamPlan.Archive plan) {
    return plan.entries().stream().map(ArchivePlanner::file).toList();
  }

  /**
   * Puts entries into one archive, whose length is exact when those of all of them are.
   *
   * @param id names the archive
   * @param entries at least one, with names that differ
   */
  public static StreamPlan.Archive of(String id, String title, List<ArchiveEntry> entries) {
    var identity = new StringBuilder("zip");
    entries.forEach(entry -> identity.append('\n').append(described(entry)));
    var head =
        new StreamPlan.Head(
            entries.getFirst().plan().head().pageUrl(),
            "zip:" + sha256(identity.toString()),
            title,
            "zip",
            MediaTypes.of("zip"),
            null,
            size(entries));
    return new StreamPlan.Archive(head, id, entries);
  }

  private static String described(ArchiveEntry entry) {
    var head = entry.plan().head();
    return String.join("\t", entry.name(), head.identity(), String.valueOf(head.size().bytes()));
  }

  private static Size size(List<ArchiveEntry> entries) {
    var files = entries.stream().map(ArchivePlanner::file).toList();
    if (files.stream().anyMatch(file -> file.length() == ZipEntry.UNKNOWN)) {
      return Size.NONE.inexact(reason(entries));
    }
    var size = Size.exact(new ZipLayout(files).length());
    return entries.stream().allMatch(ArchivePlanner::exact) ? size : size.inexact(reason(entries));
  }

  private static ZipEntry file(ArchiveEntry entry) {
    var bytes = entry.plan().head().size().bytes();
    return new ZipEntry(entry.name(), bytes == null ? ZipEntry.UNKNOWN : bytes);
  }

  private static boolean exact(ArchiveEntry entry) {
    return entry.plan().resumable() && entry.plan().head().size().kind() == Size.Kind.EXACT;
  }

  /** Why the first one that is not exact is not. */
  private static Size.Reason reason(List<ArchiveEntry> entries) {
    return entries.stream()
        .filter(entry -> !exact(entry))
        .map(entry -> entry.plan().head().size().reason())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(Size.Reason.UNTOLD);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
