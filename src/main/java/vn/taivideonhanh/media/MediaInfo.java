package vn.taivideonhanh.media;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis found at an address, cleaned: every text is free of control and bidirectional
 * override characters and cut to its bound, every address has passed the intake rule.
 *
 * @param site the extractor's name, 1 to 64 characters
 * @param id the site's own id of the video, 1 to 128 characters
 * @param pageUrl the canonical address that was analysed
 * @param title at most 300 characters, never empty
 * @param uploader at most 200 characters
 * @param durationSeconds length of the media, over 0
 * @param thumbnail an http(s) address
 * @param live whether it is a broadcast that still goes on
 * @param formats best first as yt-dlp orders them, at most 200; empty for a playlist
 * @param subtitles at most 100
 * @param chapters at most 200
 * @param entries what a playlist holds, at most 50; empty for a single video
 * @param merges which formats make files of exactly known length, at most 400
 * @param date when it was published, or else uploaded: {@code 2026-11-22}
 * @param storyboard small pictures of it at regular times
 */
public record MediaInfo(
    String site,
    String id,
    String pageUrl,
    String title,
    @Nullable String uploader,
    @Nullable Double durationSeconds,
    @Nullable String thumbnail,
    boolean live,
    List<Format> formats,
    List<Subtitle> subtitles,
    List<Chapter> chapters,
    List<Entry> entries,
    // Clients are shown none: the presets say what comes of them.
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Merge> merges,
    @Nullable String date,
    @Nullable Storyboard storyboard) {

  public MediaInfo {
    formats = List.copyOf(formats);
    subtitles = List.copyOf(subtitles);
    chapters = List.copyOf(chapters);
    entries = List.copyOf(entries);
    // Results that were kept before there were any lack them.
    merges = merges == null ? List.of() : List.copyOf(merges);
  }

  /** Without a date and a storyboard. */
  public MediaInfo(
      String site,
      String id,
      String pageUrl,
      String title,
      @Nullable String uploader,
      @Nullable Double durationSeconds,
      @Nullable String thumbnail,
      boolean live,
      List<Format> formats,
      List<Subtitle> subtitles,
      List<Chapter> chapters,
      List<Entry> entries,
      List<Merge> merges) {
    this(
        site,
        id,
        pageUrl,
        title,
        uploader,
        durationSeconds,
        thumbnail,
        live,
        formats,
        subtitles,
        chapters,
        entries,
        merges,
        null,
        null);
  }

  /**
   * One file of subtitles.
   *
   * @param language a BCP 47 tag as the site gives it, at most 35 characters
   * @param ext {@code vtt}, {@code srt}, ...
   * @param automatic whether a machine wrote it
   */
  public record Subtitle(String language, String ext, String url, boolean automatic) {}

  /** The same with other formats and merges. */
  public MediaInfo with(List<Format> newFormats, List<Merge> newMerges) {
    return new MediaInfo(
        site,
        id,
        pageUrl,
        title,
        uploader,
        durationSeconds,
        thumbnail,
        live,
        newFormats,
        subtitles,
        chapters,
        entries,
        newMerges,
        date,
        storyboard);
  }

  /** The same without sources, fit to be shown. */
  public MediaInfo shown() {
    return new MediaInfo(
        site,
        id,
        pageUrl,
        title,
        uploader,
        durationSeconds,
        thumbnail,
        live,
        formats.stream().map(Format::shown).toList(),
        subtitles,
        chapters,
        entries,
        // What clients need of the merges is in the presets.
        List.of(),
        date,
        storyboard == null ? null : storyboard.shown());
  }

  /** One chapter, in seconds from the start, 0 or more; its title has 1 to 200 characters. */
  public record Chapter(double start, double end, String title) {}

  /** One item of a playlist; its title has 1 to 300 characters. */
  public record Entry(String url, String title, @Nullable Double durationSeconds) {}
}
