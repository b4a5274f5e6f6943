package vn.taivideonhanh.process;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Every child process of this server; make one and close it last.
 *
 * <p>All are started by one thread that lives as long as the server: the kernel's parent-death
 * signal fires when the <em>thread</em> that started a child ends. Pipes are read by platform
 * threads, two a child, since a blocking read would hold a carrier of the virtual ones.
 */
public final class Children {
  private final Vertx vertx;
  private final ExecutorService spawner = Executors.newSingleThreadExecutor(threads("children"));
  private final Set<ChildProcess> live = ConcurrentHashMap.newKeySet();
  private final Cage cage;
  private @Nullable Launcher launcher;
  private volatile @Nullable Guardian guardian;
  private volatile boolean closed;

  public Children(Vertx vertx) {
    this(vertx, Cage.NONE);
  }

  /**
   * @param cage the walls around those children that have an {@link Access}
   */
  public Children(Vertx vertx, Cage cage) {
    this.vertx = vertx;
    this.cage = cage;
  }

  Children(Vertx vertx, Launcher launcher) {
    this(vertx, Cage.NONE);
    this.launcher = launcher;
  }

  public Cage cage() {
    return cage;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** How many children run. */
  public int live() {
    return live.size();
  }

  /**
   * Starts a child. What it says, and the returned future, arrive on the caller's Vert.x context. A
   * program that cannot be executed shows as an exit with code 126 or 127.
   *
   * @return fails when the system refuses another process, or after {@link #close}
   */
  public Future<ChildProcess> spawn(ChildSpec spec) {
    var context = vertx.getOrCreateContext();
    var started = new CompletableFuture<ChildProcess>();
    try {
      spawner.execute(() -> {
        try {
          started.complete(start(spec, context));
        } catch (IOException | RuntimeException e) {
          started.completeExceptionally(e);
        }
      });
    } catch (RejectedExecutionException e) {
      started.completeExceptionally(new IllegalStateException("no more children are started", e));
    }
    return Future.fromCompletionStage(started, context);
  }

  /**
   * Runs a child to its end, and keeps what it says.
   *
   * @param most bytes of its output; it is killed when it says more
   */
  public Future<Output> run(ChildSpec spec, int most) {
    return spawn(spec).compose(child -> child.collect(most));
  }

  /** Has a process group that a child made killed with the server. */
  public void adopt(long group) {
    var keeper = guardian;
    if (keeper != null && !closed) {
      keeper.add(group, Signal.KILL);
    }
  }

  /** Says that an adopted group has ended. */
  public void release(long group) {
    var keeper = guardian;
    if (keeper != null) {
      keeper.remove(group);
    }
  }

  /** Kills an adopted group. */
  public void killAdopted(long group) {
    NativeKill.group(group, Signal.KILL);
    release(group);
  }

  /** Kills every child, and completes when none is left. */
  public Future<Void> close() {
    closed = true;
    spawner.shutdown();
    var ends = live.stream().map(ChildProcess::kill).toList();
    return Future.join(ends)
        .<Void>mapEmpty()
        .onComplete(_ -> {
          var keeper = guardian;
          if (keeper != null) {
            keeper.close();
          }
        });
  }

  private ChildProcess start(ChildSpec wanted, Context context) throws IOException {
    if (closed) {
      throw new IllegalStateException("no more children are started");
    }
    var by = launcher == null ? Launcher.find() : launcher;
    launcher = by;
    var keeper = guardian == null ? new Guardian(by) : guardian;
    guardian = keeper;
    var access = wanted.access();
    var folder = access != null && access.ownFolder() ? WorkFolder.below(wanted.directory()) : null;
    var spec = folder == null ? wanted : wanted.in(folder);
    try {
      var child = new ChildProcess(process(spec, by, keeper), spec, context);
      keeper.add(child.pid(), spec.ending().onOrphan());
      live.add(child);
      var _ = child.ended().thenRun(() -> forget(child, keeper, folder));
      child.begin();
      return child;
    } catch (IOException e) {
      if (folder != null) {
        folder.remove();
      }
      throw e;
    }
  }

  private void forget(ChildProcess child, Guardian keeper, @Nullable WorkFolder folder) {
    live.remove(child);
    keeper.remove(child.pid());
    if (folder != null) {
      folder.remove();
    }
  }

  private Process process(ChildSpec spec, Launcher by, Guardian keeper) throws IOException {
    var caged = cage.wrap(spec);
    var builder = new ProcessBuilder(by.wrap(caged, spec.limits(), spec.ending().onOrphan()));
    builder.directory(spec.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    if (spec.ending().onOrphan() == Signal.KILL) {
      keeper.start();
      keeper.mark(builder.environment());
    }
    if (!spec.writable()) {
      builder.redirectInput(new File("/dev/null"));
    }
    return builder.start();
  }

  static ThreadFactory threads(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }

  static Executor threadEach(String name) {
    return task -> threads(name).newThread(task).start();
  }
}
