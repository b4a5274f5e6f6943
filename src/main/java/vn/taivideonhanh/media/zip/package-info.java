/**
 * ZIP archives as streams, after PKWARE's APPNOTE 6.3.10: entries are stored as they are, so that
 * the place of every byte is known before any of them is read. A checksum is needed only behind the
 * bytes that it is of. Pure: nothing here does input or output.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.media.zip;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
