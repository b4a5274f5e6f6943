package vn.taivideonhanh.splice;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where bytes go that the kernel moves. Belongs to one event loop. */
public interface Sluice {
  /** What they are moved into; null when there is none to be had. */
  @Nullable Tube tube();

  /** How many may come next; at least one while they are let come. */
  long most();

  /** So many have come into the tube. */
  void moved(long bytes);

  /** The tube takes no more before some have left; they are not to be let come until then. */
  void full();

  /**
   * This one, for no more bytes than are wanted.
   *
   * @param wanted asked for how many that is
   * @param came told how many have come
   */
  default Sluice within(LongSupplier wanted, LongConsumer came) {
    return new Narrowed(this, wanted, came);
  }
}
