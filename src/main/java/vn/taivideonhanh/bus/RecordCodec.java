package vn.taivideonhanh.bus;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Carries one record type: as itself inside a node, as JSON between nodes. */
final class RecordCodec<T extends Record> implements MessageCodec<T, T> {
  private final Class<T> type;

  private RecordCodec(Class<T> type) {
    this.type = type;
  }

  /** Registers a record, or every record of a sealed interface. */
  static void register(Vertx vertx, Class<?> type) {
    if (type.isRecord()) {
      registerRecord(vertx, type.asSubclass(Record.class));
    } else if (type.isSealed()) {
      for (var permitted : type.getPermittedSubclasses()) {
        register(vertx, permitted);
      }
    } else {
      throw new IllegalArgumentException(type + " is neither a record nor sealed");
    }
  }

  private static <T extends Record> void registerRecord(Vertx vertx, Class<T> type) {
    try {
      vertx.eventBus().registerDefaultCodec(type, new RecordCodec<>(type));
    } catch (IllegalStateException _) {
      // Another verticle of this node has registered the type already.
    }
  }

  @Override
  public void encodeToWire(Buffer buffer, T record) {
    var json = Buffer.buffer(WireForm.write(record));
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    var start = position + Integer.BYTES;
    var end = start + buffer.getInt(position);
    return WireForm.read(buffer.getString(start, end), type);
  }

  @Override
  public T transform(T record) {
    return record;
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
