/**
 * Measures the built jar against other programs that do the same: {@code scripts/bench}. A part is
 * measured in rounds, its sides in turn, so that what disturbs the machine disturbs them all; told
 * are medians, and the median of the rounds' ratios. Sides and clients are processes of their own,
 * whose processor time and memory are read from {@code /proc}. Nothing of it is in the jar.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.bench;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
