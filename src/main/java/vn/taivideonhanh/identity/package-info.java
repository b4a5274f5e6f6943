/** Who asks: the owner of a private server or a guest known by an address prefix. A leaf. */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
