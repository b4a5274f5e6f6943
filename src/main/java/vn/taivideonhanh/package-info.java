/**
 * The composition root: reads the configuration, deploys the verticles in order, drains at the end.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
