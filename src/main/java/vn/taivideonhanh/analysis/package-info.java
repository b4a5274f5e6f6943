/** Analyses pages. {@link vn.taivideonhanh.analysis.AnalysisMessages} is the whole contract. */
@NullMarked
@CheckReturnValue
package vn.taivideonhanh.analysis;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
