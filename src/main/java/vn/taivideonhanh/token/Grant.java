package vn.taivideonhanh.token;

import vn.taivideonhanh.bus.WireForm;
import vn.taivideonhanh.identity.Identity;
import vn.taivideonhanh.plan.StreamPlan;

/**
 * What a token is good for; kept as JSON in its record.
 *
 * @param plannedAt epoch milliseconds of the analysis behind the plan
 */
record Grant(Identity who, StreamPlan plan, long plannedAt) {
  static Grant parse(String json) {
    return WireForm.read(json, Grant.class);
  }

  /** How many downloads of a day it counts as. */
  int downloads() {
    return plan instanceof StreamPlan.Archive archive ? archive.entries().size() : 1;
  }

  /** How many bytes of a day it counts as when it begins; 0 when that is not known. */
  long bytes() {
    var bytes = plan.head().size().bytes();
    return bytes == null ? 0 : bytes;
  }

  String json() {
    return WireForm.write(this);
  }
}
