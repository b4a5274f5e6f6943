package vn.taivideonhanh.bench;

import io.vertx.core.Future;

/** Things in Redis that can be made many, to see whether using one costs more then. */
public interface Crowd {
  /** What they are, in a word. */
  String name();

  /** How many {@link #more} makes at once. */
  int batch();

  /** Makes so many more, which stay. */
  Future<?> more();

  /** Does with one more what is usually done. */
  Future<?> use();
}
