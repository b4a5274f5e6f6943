package vn.taivideonhanh.splice;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A sluice for a part of what goes through another one. */
record Narrowed(Sluice whole, LongSupplier wanted, LongConsumer came) implements Sluice {
  @Override
  public @Nullable Tube tube() {
    return whole.tube();
  }

  @Override
  public long most() {
    return Math.min(whole.most(), wanted.getAsLong());
  }

  @Override
  public void moved(long bytes) {
    whole.moved(bytes);
    came.accept(bytes);
  }

  @Override
  public void full() {
    whole.full();
  }
}
