package vn.taivideonhanh;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.extract.Toolbox;
import vn.taivideonhanh.plan.AudioForm;

/** Says what ffmpeg cannot make, and what that means. */
final class Encoders {
  private Encoders() {}

  /** A sentence for the operator; null when nothing is missing. */
  static @Nullable String lack(Toolbox tools) {
    var missing = AudioForm.missing(tools.encoders());
    return missing.isEmpty()
        ? null
        : "ffmpeg has no "
            + String.join(", ", missing)
            + ": what needs it is not offered. Install a full ffmpeg.";
  }
}
