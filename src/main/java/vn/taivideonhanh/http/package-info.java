/**
 * The web: routes driven by {@code openapi.json}, problem+json, Server-Sent Events, streams and the
 * pages, those for browsers without scripts among them. {@link vn.taivideonhanh.http.HttpVerticle}
 * runs on event loops, one instance a core; what all instances share is {@link
 * vn.taivideonhanh.http.HttpParts}. It asks {@code analysis}, {@code token}, {@code relay} and
 * {@code monitoring}, and knows nothing of Redis or of child processes.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
