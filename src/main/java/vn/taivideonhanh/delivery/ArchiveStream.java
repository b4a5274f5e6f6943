package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.media.zip.Checksum;
import vn.taivideonhanh.media.zip.ZipEntry;
import vn.taivideonhanh.media.zip.ZipRecords;

/** An archive of entries of which some have no known length, one after the other. */
final class ArchiveStream implements Flow {
  private final List<String> names;
  private final ArchiveEntries entries;
  private final List<ZipRecords.Listed> listed = new ArrayList<>();
  private final Promise<Void> ended = Promise.promise();
  private final CRC32 crc = new CRC32();
  private Consumer<ByteBuf> body = ByteBuf::release;
  private @Nullable Future<Flow> first;
  private @Nullable Flow current;
  private long position;
  private long length;
  private boolean paused;
  private boolean over;

  ArchiveStream(List<String> names, ArchiveEntries entries) {
    this.names = names;
    this.entries = entries;
  }

  /** Asks for the first entry, so that one that is gone is known before anything is sent. */
  Future<Void> open() {
    var opened = entries.open(0);
    first = opened;
    return opened.mapEmpty();
  }

  @Override
  public void start(Consumer<ByteBuf> newBody) {
    body = newBody;
    goOn();
  }

  private void goOn() {
    if (over) {
      return;
    }
    int entry = listed.size();
    if (entry == names.size()) {
      emit(ZipRecords.directory(listed, position));
      over = true;
      ended.complete();
      return;
    }
    var opened = first == null ? entries.open(entry) : first;
    first = null;
    opened.onSuccess(flow -> pass(names.get(entry), flow)).onFailure(this::fail);
  }

  private void pass(String name, Flow flow) {
    if (over) {
      flow.abort();
      return;
    }
    var began = new Entry(name, position);
    current = flow;
    crc.reset();
    length = 0;
    if (paused) {
      flow.pause();
    }
    flow.start(bytes -> took(began, bytes));
    flow.ended().onSuccess(_ -> finish(began)).onFailure(this::fail);
  }

  private void finish(Entry entry) {
    current = null;
    begin(entry);
    var sum = new Checksum((int) crc.getValue(), length);
    listed.add(new ZipRecords.Listed(entry.name, entry.offset, sum));
    emit(ZipRecords.descriptor(sum));
    goOn();
  }

  /**
   * Only when there is a byte, so that a child that gives none is a problem and not half a file.
   */
  private void begin(Entry entry) {
    if (position == entry.offset) {
      emit(ZipRecords.header(new ZipEntry(entry.name, ZipEntry.UNKNOWN)));
    }
  }

  private void took(Entry entry, ByteBuf bytes) {
    begin(entry);
    for (var part : bytes.nioBuffers()) {
      crc.update(part);
    }
    length += bytes.readableBytes();
    position += bytes.readableBytes();
    body.accept(bytes);
  }

  /** What is being sent. */
  private record Entry(String name, long offset) {}

  private void emit(ByteBuffer bytes) {
    position += bytes.remaining();
    body.accept(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  public void pause() {
    paused = true;
    if (current != null) {
      current.pause();
    }
  }

  @Override
  public void resume() {
    paused = false;
    if (current != null) {
      current.resume();
    }
  }

  @Override
  public Future<Void> ended() {
    return ended.future();
  }

  private void fail(Throwable cause) {
    if (!over) {
      abort();
      ended.fail(cause);
    }
  }

  @Override
  public void abort() {
    over = true;
    if (current != null) {
      current.abort();
    }
    if (first != null) {
      first.onSuccess(Flow::abort).onFailure(_ -> {});
    }
  }
}
