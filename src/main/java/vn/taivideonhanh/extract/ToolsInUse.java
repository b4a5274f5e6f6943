package vn.taivideonhanh.extract;

import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The tools that new jobs of this node are done with. Safe on any thread; changed by one at a time.
 */
public final class ToolsInUse {
  private final List<Function<Toolbox, Future<Void>>> followers = new CopyOnWriteArrayList<>();
  private volatile Toolbox current;

  public ToolsInUse(Toolbox first) {
    current = first;
  }

  public Toolbox current() {
    return current;
  }

  /**
   * Has everybody use other tools; completes when all do. When one cannot, all go back to what they
   * had, and it fails.
   */
  public Future<Void> change(Toolbox next) {
    var before = current;
    return all(next)
        .<Void>mapEmpty()
        .onSuccess(_ -> current = next)
        .recover(cause -> all(before).transform(_ -> Future.failedFuture(cause)));
  }

  private Future<?> all(Toolbox next) {
    return Future.join(followers.stream().map(follower -> follower.apply(next)).toList());
  }

  /**
   * Has somebody follow each change until the returned action is run.
   *
   * @param follower completes when it uses the tools for what is new; no-op when it does already
   */
  Runnable follow(Function<Toolbox, Future<Void>> follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }
}
