/**
 * WebM (RFC 9559, and RFC 8794 for its elements). From the heads and cues of source files it
 * computes a merged file of which every byte is known in advance: a header of ours, and the
 * sources' clusters, interleaved and given new track numbers as they pass. Nothing here does input
 * or output; what is read is checked against its bounds, and every refusal is a {@link
 * vn.taivideonhanh.media.MalformedMediaException}.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.media.webm;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
