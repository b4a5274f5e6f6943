package vn.taivideonhanh.media.dash;

import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.Reference;
import vn.taivideonhanh.media.dash.ManifestRefusedException.Refusal;

/** A manifest, period, adaptation set or representation: what it says holds for all below. */
final class Level {
  private final @Nullable Level above;
  private @Nullable String base;
  private @Nullable Segmentation segmentation;
  private boolean sealed;

  /**
   * @param above null for a manifest
   */
  Level(@Nullable Level above) {
    this.above = above;
  }

  /** The first address is as good as the others that may follow. */
  void address(String reference) {
    base = base == null ? reference : base;
  }

  void segmentation(Segmentation own) {
    segmentation = own;
  }

  /** Its media is encrypted. */
  void seal() {
    sealed = true;
  }

  boolean isSealed() {
    return sealed || (above != null && above.isSealed());
  }

  /** How the media is divided; null when it is not. */
  @Nullable Segmentation segmentation() {
    var inherited = above == null ? null : above.segmentation();
    return segmentation == null ? inherited : segmentation.below(inherited);
  }

  /**
   * What addresses in it are relative to (5.6.4).
   *
   * @param address of the manifest
   */
  String base(String address) throws ManifestRefusedException {
    var outer = above == null ? address : above.base(address);
    try {
      var own = base == null ? outer : Reference.resolve(outer, base).toString();
      ManifestRefusedException.check(own.length() <= Reference.MAX_LENGTH);
      return own;
    } catch (IllegalArgumentException _) {
      throw new ManifestRefusedException(Refusal.MALFORMED);
    }
  }
}
