/**
 * What can be had of an analysed page, and how each choice will be delivered. Pure: the same
 * analysis and the same choice give the same plan on every node.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
