/**
 * The event bus, typed: an {@link vn.taivideonhanh.bus.Endpoint} is the only way to ask another
 * verticle, and a {@link vn.taivideonhanh.bus.Fact} the only way to tell all of them.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.bus;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
