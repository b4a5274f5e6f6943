/**
 * Child processes: the only place that starts any. {@link vn.taivideonhanh.process.Children} gives
 * each child a session of its own, hard limits and a complete environment, and kills it as a whole
 * tree: when told, at its deadline, at the end of the server, and after {@code kill -9} of it. A
 * {@link vn.taivideonhanh.process.Cage} adds walls for those that read strangers' bytes, with a
 * {@link vn.taivideonhanh.process.Door} for each service that they need. No verticle; what a child
 * says arrives on the Vert.x context that started it.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.process;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
