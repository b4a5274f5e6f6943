package vn.taivideonhanh.media;

import org.jspecify.annotations.Nullable;

/**
 * One form in which a video is offered.
 *
 * @param id yt-dlp's {@code format_id}, {@code [A-Za-z0-9_.+-]{1,64}}
 * @param ext the container: {@code mp4}, {@code webm}, {@code m4a}, ...
 * @param videoCodec as RFC 6381 names it ({@code avc1.64001f}); null when there is no video
 * @param audioCodec likewise; null when there is no audio. Both null: what is inside is not known
 * @param width pixels
 * @param height pixels
 * @param fps frames a second
 * @param bitrate bits a second of all tracks
 * @param language of the audio, BCP 47
 * @param note the site's own remark, at most 100 characters
 * @param size in bytes
 * @param source where the bytes come from; null in what clients are shown
 */
public record Format(
    String id,
    String ext,
    @Nullable String videoCodec,
    @Nullable String audioCodec,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Double fps,
    @Nullable Long bitrate,
    @Nullable String language,
    @Nullable String note,
    Size size,
    @Nullable Source source) {

  /** Whether there is video; a form of unknown content counts as having both. */
  public boolean hasVideo() {
    return videoCodec != null || audioCodec == null;
  }

  /** Whether there is audio; a form of unknown content counts as having both. */
  public boolean hasAudio() {
    return audioCodec != null || videoCodec == null;
  }

  public Format withSize(Size newSize) {
    return new Format(
        id,
        ext,
        videoCodec,
        audioCodec,
        width,
        height,
        fps,
        bitrate,
        language,
        note,
        newSize,
        source);
  }

  /** The same without its {@link #source}, fit to be shown. */
  public Format shown() {
    return new Format(
        id, ext, videoCodec, audioCodec, width, height, fps, bitrate, language, note, size, null);
  }
}
