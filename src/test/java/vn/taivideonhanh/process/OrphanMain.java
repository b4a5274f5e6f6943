package vn.taivideonhanh.process;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** A server that starts a child with a child of its own, writes down who they are, and waits. */
final class OrphanMain {
  private OrphanMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    var directory = Path.of(arguments[0]);
    var children = new Children(Vertx.vertx());
    var script = "trap '' TERM; sleep 1000 & echo $$ $! >pids.new; mv pids.new pids; wait; wait";
    children.spawn(ChildSpec.of(directory, List.of("/bin/sh", "-c", script))).await();
    Thread.currentThread().join();
  }
}
