/**
 * Moves the bytes of a {@link vn.taivideonhanh.plan.StreamPlan} into an HTTP response, on the event
 * loop of the caller and without copying them, and keeps the figures of each stream. What was
 * promised is what is sent: a source that fails is taken up again at the very offset, and when that
 * is impossible the connection is cut, never ended cleanly. Everything of one stream happens on one
 * event loop, so nothing here is locked; only {@link vn.taivideonhanh.delivery.ChildSlots} is
 * shared. It asks {@code egress} for outside bytes and {@code process} for children.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.delivery;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
