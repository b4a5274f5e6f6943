/**
 * The configuration as one tree of records, read once at the start and again when the file changes.
 * A leaf.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
