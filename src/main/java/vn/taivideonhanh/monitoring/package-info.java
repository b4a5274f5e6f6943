/**
 * Health and figures. {@link vn.taivideonhanh.monitoring.MonitoringVerticle}, on one event loop,
 * asks its {@link vn.taivideonhanh.monitoring.Probe}s how the parts are, at most every two seconds
 * however often it is asked itself, and keeps each part's state and figures as gauges {@code
 * tvn.part.status} and {@code tvn.part.figure}. It also measures the lag of every event loop of the
 * node. {@link vn.taivideonhanh.monitoring.MonitoringMessages} is the whole contract; the figures
 * of a probe named {@code queue} appear in the summary when they are called {@code waiting} and
 * {@code active}.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.monitoring;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
