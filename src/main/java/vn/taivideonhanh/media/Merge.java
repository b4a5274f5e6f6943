package vn.taivideonhanh.media;

import org.jspecify.annotations.Nullable;

/**
 * Two formats, or one, whose indexes have been read: what they make together has an exact length.
 *
 * @param video id of a format with video, or of the only format
 * @param audio id of the format with the audio; null for one format alone
 * @param container {@code mp4} or {@code webm}
 * @param bytes length of the merged file
 */
public record Merge(String video, @Nullable String audio, String container, long bytes) {}
