package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parts of one list in its order, each as it is but for its tag, if there is one. */
final class JoinedParts implements PartOrder {
  private final Supplier<Future<PartList>> renewal;
  private final boolean tagged;
  private PartList parts;

  /**
   * @param renewal gives the same parts at new addresses
   */
  JoinedParts(PartList parts, Supplier<Future<PartList>> renewal) {
    this(parts, renewal, false);
  }

  /**
   * @param tagged whether the parts begin with tags that are left out
   */
  JoinedParts(PartList parts, Supplier<Future<PartList>> renewal, boolean tagged) {
    this.parts = parts;
    this.tagged = tagged;
    this.renewal = new Renewal<>(renewal);
  }

  @Override
  public int size() {
    return parts.size();
  }

  @Override
  public Target target(int index) {
    return parts.target(index);
  }

  @Override
  public ByteRange.@Nullable Span span(int index) {
    return parts.span(index);
  }

  @Override
  public boolean tagged() {
    return tagged;
  }

  @Override
  public Future<Target> renewed(int index) {
    return renewal
        .get()
        .map(fresh -> {
          if (fresh.size() != parts.size()) {
            throw PartList.changed();
          }
          parts = fresh;
          return fresh.target(index);
        });
  }
}
