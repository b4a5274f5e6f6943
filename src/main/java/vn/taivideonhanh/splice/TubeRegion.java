package vn.taivideonhanh.splice;

import io.netty.channel.FileRegion;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes of a tube among what waits to be written. Netty asks for as many as the socket takes, and
 * again when it takes more.
 */
final class TubeRegion extends AbstractReferenceCounted implements FileRegion {
  private final long count;
  private final Source source;
  private long transferred;

  /** Gives bytes to the socket itself. */
  interface Source {
    /** How many it took of so many at most, 0 when it takes none now. */
    long give(long most) throws IOException;
  }

  TubeRegion(long count, Source source) {
    this.count = count;
    this.source = source;
  }

  @Override
  public long position() {
    return 0;
  }

  @Override
  @Deprecated
  public long transfered() {
    return transferred;
  }

  @Override
  public long transferred() {
    return transferred;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    var gone = source.give(count - position);
    transferred += gone;
    return gone;
  }

  /** The bytes are the tube's. */
  @Override
  protected void deallocate() {}

  @Override
  public FileRegion retain() {
    var _ = super.retain();
    return this;
  }

  @Override
  public FileRegion retain(int increment) {
    var _ = super.retain(increment);
    return this;
  }

  @Override
  public FileRegion touch() {
    return this;
  }

  @Override
  public FileRegion touch(Object hint) {
    return this;
  }
}
