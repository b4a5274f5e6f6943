/**
 * The yt-dlp side: child processes that turn an address into a {@link
 * vn.taivideonhanh.media.MediaInfo}.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.extract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
