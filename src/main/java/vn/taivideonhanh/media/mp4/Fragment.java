package vn.taivideonhanh.media.mp4;

/**
 * A stretch of a source that its index names: one or more {@code moof} with their {@code mdat}.
 *
 * @param offset in the source
 * @param length in bytes, over 0
 * @param start earliest presentation time, in the index's time scale
 * @param duration in the index's time scale; 0 when only other tracks have samples in it
 * @param sap whether decoding can start here (ISO/IEC 14496-12, 8.16.3, {@code starts_with_SAP})
 */
record Fragment(long offset, long length, long start, long duration, boolean sap) {
  long end() {
    return offset + length;
  }

  Fragment longer(long more) {
    return new Fragment(offset, length, start, duration + more, sap);
  }
}
