package vn.taivideonhanh.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a child's standard error to its end, and keeps the last 64 KiB. */
final class ErrorTail implements Runnable {
  private static final int KEPT = 64 * 1024;

  private final InputStream in;
  private final byte[] ring = new byte[KEPT];
  private long total;

  ErrorTail(InputStream in) {
    this.in = in;
  }

  @Override
  public void run() {
    var chunk = new byte[8192];
    try (in) {
      for (var read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        append(chunk, read);
      }
    } catch (IOException _) {
      // The pipe is closed with the child; what was read is kept.
    }
  }

  private synchronized void append(byte[] chunk, int length) {
    for (var i = 0; i < length; i++) {
      ring[(int) (total++ % KEPT)] = chunk[i];
    }
  }

  synchronized String text() {
    if (total <= KEPT) {
      return new String(ring, 0, (int) total, StandardCharsets.UTF_8);
    }
    var start = (int) (total % KEPT);
    var ordered = new byte[KEPT];
    System.arraycopy(ring, start, ordered, 0, KEPT - start);
    System.arraycopy(ring, 0, ordered, KEPT - start, start);
    return new String(ordered, StandardCharsets.UTF_8);
  }
}
