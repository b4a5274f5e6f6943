package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import vn.taivideonhanh.media.Source;

/**
 * What was read last of sites, by address, so that a token, its stream, each of its ranges and each
 * resumption read it once: the indexes of files, lists of parts, and the heads of parts. Who takes
 * an index has the site's next answer compared with the validator that was read with it; the parts
 * of a list are compared with the lengths in the plan. At another address everything is read anew.
 * One for a node; any thread.
 */
public final class IndexCache {
  private static final long MOST_OF_FILES = 64 << 20;
  private static final long MOST_OF_LISTS = 16 << 20;
  private static final long MOST_OF_HEADS = 16 << 20;

  private final Recent<Indexed> files = new Recent<>(MOST_OF_FILES, Indexed::weight);
  private final Recent<PartList> lists = new Recent<>(MOST_OF_LISTS, PartList::weight);
  private final Recent<Buffer> heads = new Recent<>(MOST_OF_HEADS, head -> 1L + head.length());

  /** The index of a file; what {@code load} gives when it is not kept. */
  Future<Indexed> get(String key, Supplier<Future<Indexed>> load) {
    return files.get(key, load);
  }

  /** The list that a source is. */
  Future<PartList> list(Source source, Supplier<Future<PartList>> load) {
    return lists.get(key(source), load);
  }

  /** The first bytes of a part. Never to be changed. */
  Future<Buffer> head(String key, Supplier<Future<Buffer>> load) {
    return heads.get(key, load);
  }

  /** Forgets an index. */
  void forget(String key) {
    files.forget(key);
  }

  /** Forgets the index or the list of a source. */
  void forget(Source source) {
    files.forget(source.url());
    lists.forget(key(source));
  }

  /** A manifest has a list for each of its representations. */
  private static String key(Source source) {
    return source instanceof Source.Dash dash
        ? String.join(" ", dash.url(), dash.name(), String.valueOf(dash.bandwidth()))
        : source.url();
  }
}
