/** A site that means ill, and what watches over the places where it sends its visitors. */
@NullMarked
package vn.taivideonhanh.hostile;

import org.jspecify.annotations.NullMarked;
