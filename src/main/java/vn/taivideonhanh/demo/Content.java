package vn.taivideonhanh.demo;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;

/** Something that can be served: a page in memory, or an open file. */
sealed interface Content {
  /** Its media type. */
  String type();

  /** A strong validator, RFC 9110 section 8.8.3, with its quotation marks. */
  String tag();

  /** In bytes. */
  long length();

  /** Whether it is a track or a part of one, not a page, a manifest, a picture or a caption. */
  boolean media();

  /** At least one and at most {@code most} bytes at {@code position}. */
  Future<Buffer> read(long position, int most);

  Future<Void> close();

  /** A page. */
  record Page(String type, String tag, Buffer bytes) implements Content {
    @Override
    public long length() {
      return bytes.length();
    }

    @Override
    public boolean media() {
      return false;
    }

    @Override
    public Future<Buffer> read(long position, int most) {
      var from = (int) position;
      return Future.succeededFuture(bytes.slice(from, Math.min(bytes.length(), from + most)));
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  /** A file of the sample media. */
  record Stored(String type, String tag, long length, boolean media, AsyncFile file)
      implements Content {
    @Override
    public Future<Buffer> read(long position, int most) {
      return file.read(Buffer.buffer(most), 0, position, most);
    }

    @Override
    public Future<Void> close() {
      return file.close();
    }
  }
}
