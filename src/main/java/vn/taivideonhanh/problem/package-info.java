/**
 * What can go wrong, as values: a stable code, an HTTP status and a sentence for a person. A leaf.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.problem;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
