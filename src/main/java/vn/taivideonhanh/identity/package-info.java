/**
 * Who asks: the owner of a private server, somebody with an account, or a guest known by an address
 * prefix; and what the request may do. A leaf.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.identity;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
