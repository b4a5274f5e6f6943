/**
 * MP4 (ISO/IEC 14496-12). From the heads of fragmented files it computes a merged file of which
 * every byte is known in advance: a header of ours, and the sources' fragments, interleaved and
 * given new numbers as they pass. Of files that are not fragmented it computes clips, likewise,
 * from the tables of their samples. Nothing here does input or output; what is read is checked
 * against its bounds, and every refusal is a {@link
 * vn.taivideonhanh.media.MalformedMediaException}.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.media.mp4;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
