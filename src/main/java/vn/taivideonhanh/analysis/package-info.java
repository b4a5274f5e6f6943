/**
 * Analyses pages. {@link vn.taivideonhanh.analysis.AnalysisMessages} is the whole contract. The
 * verticle runs on virtual threads, several to a node, each with an extractor of its own; all of
 * them answer questions and claim jobs from the queue in Redis, where the truth is. One of a node
 * passes the queue's news on as facts. It asks {@code extract} for results and {@code plan} for
 * what can be had of them.
 */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.analysis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
