package vn.taivideonhanh.media.mp4;

/**
 * What becomes of a source's track.
 *
 * @param oldId in the source
 * @param newId in the merged file
 * @param earlier ticks by which its decode times are put earlier
 */
record TrackChange(int oldId, int newId, long earlier) {}
