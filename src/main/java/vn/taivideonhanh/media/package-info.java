/**
 * What is known of a piece of media, and the playlists that name its parts. Pure: no Vert.x, no
 * network.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
