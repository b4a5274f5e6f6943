package vn.taivideonhanh.extract;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;

/**
 * Every address that an extractor gives is a stranger's: it passes the intake rule, or is not
 * there.
 *
 * @param intake gives the canonical form, or throws a {@link Failure}
 */
record AddressFilter(UnaryOperator<String> intake) {
  private static final int LONGEST = 8192;

  /** The canonical form; null for what is no allowed http(s) address. */
  @Nullable String accept(@Nullable String address) {
    if (address == null || address.length() > LONGEST) {
      return null;
    }
    try {
      return intake.apply(address);
    } catch (Failure _) {
      return null;
    }
  }
}
