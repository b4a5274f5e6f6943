/**
 * Files that are put together from bytes of ours and spans of other files, without storing any. A
 * {@link vn.taivideonhanh.media.layout.Layout} knows the length of such a file to the byte, and for
 * every range of it which bytes of which source are wanted. Formats that know how to make one (MP4,
 * WebM, ZIP) have packages of their own beside this one. Nothing here does input or output.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.media.layout;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
