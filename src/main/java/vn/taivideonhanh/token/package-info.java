/**
 * Issues, refreshes, revokes and checks stream tokens. {@link vn.taivideonhanh.token.TokenMessages}
 * is the whole contract.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.token;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
