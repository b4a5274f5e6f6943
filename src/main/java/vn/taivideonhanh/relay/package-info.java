/**
 * Opens streams for tokens, keeps their slots and their books, and stops them when told. {@link
 * vn.taivideonhanh.relay.RelayMessages} is the whole contract.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.relay;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
