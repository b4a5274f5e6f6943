/**
 * How all nodes were, minute by minute, for 24 hours. {@link
 * vn.taivideonhanh.samples.SampleVerticle}, one instance a node on an event loop, keeps a sample of
 * its node's meters in Redis each minute ({@link vn.taivideonhanh.samples.SampleLog}), from which
 * the charts and the records of sites are made that admins see. {@link
 * vn.taivideonhanh.samples.SampleMessages} is the whole contract.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.samples;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
