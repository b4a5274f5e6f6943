package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.util.function.Supplier;
import vn.taivideonhanh.media.Source;

/**
 * Finds parts again of which an address is dead: where their list names other addresses by now,
 * there, and else where a new analysis finds it.
 */
final class Relisting implements Supplier<Future<PartList>> {
  private final Supplier<Future<Source>> analysis;
  private final PartLists.Finder lists;
  private Source source;
  private PartList last;
  private boolean reread;

  /**
   * @param source of the list
   * @param analysis gives the source as a new analysis finds it
   * @param lists reads one
   * @param last what it said before
   */
  Relisting(
      Source source, Supplier<Future<Source>> analysis, PartLists.Finder lists, PartList last) {
    this.source = source;
    this.analysis = analysis;
    this.lists = lists;
    this.last = last;
  }

  @Override
  public Future<PartList> get() {
    // It may name other dead addresses each time.
    reread = !reread;
    return (reread ? listed() : analysed()).onSuccess(list -> last = list);
  }

  private Future<PartList> listed() {
    return lists
        .find(source, analysis)
        .compose(
            list -> list.equals(last) ? analysed() : Future.succeededFuture(list), _ -> analysed());
  }

  private Future<PartList> analysed() {
    return analysis
        .get()
        .compose(fresh -> {
          source = fresh;
          return lists.find(fresh, analysis);
        });
  }
}
