package vn.taivideonhanh.media.webm;

import vn.taivideonhanh.media.layout.Passage;
import vn.taivideonhanh.media.layout.Treatment;

/**
 * Gives a source's clusters to another track.
 *
 * @param length of the span
 * @param from the track's number in the source
 * @param to its number in the merged file
 */
record ClusterTreatment(long length, int from, int to) implements Treatment {
  @Override
  public Passage passage() {
    return new ClusterPassage(this);
  }
}
