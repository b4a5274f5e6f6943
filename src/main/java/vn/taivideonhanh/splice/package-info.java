/**
 * Lets the kernel move bytes from one socket to another, so that they never come into this process:
 * by splice(2) into a pipe, a {@link vn.taivideonhanh.splice.Tube}, and out of it again. It works
 * between sockets of Netty's epoll transport, on Linux; elsewhere, and where the kernel refuses,
 * {@link vn.taivideonhanh.splice.Tubes} gives none and the bytes go the ordinary way. A tube, and
 * what belongs to it, is used on one event loop; nothing here waits.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.splice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
