/**
 * A client of OpenID Connect (Core 1.0, Discovery 1.0): the authorization code flow with PKCE (RFC
 * 7636, S256), for the one provider of the configuration. {@link vn.taivideonhanh.oidc.Provider} is
 * all that others need. Requests go to the configured issuer and to what its discovery document
 * names, over https (http on loopback), follow no redirect, have a timeout and take 256 KiB at
 * most. Vert.x's own OAuth 2 module is not used: it takes an unsigned token where a provider shows
 * no keys, tells of a token that does not hold in a debug log only, and reads answers of any size.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.oidc;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
