package vn.taivideonhanh.process;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import vn.taivideonhanh.config.Sandbox;
import vn.taivideonhanh.config.Sandbox.Level;

/**
 * A server that starts a child as a stream has it, which does not want to end, and waits: the
 * child's folder, and the level of its cage.
 */
final class OrphanMain {
  private static final String STUBBORN =
      "trap '' TERM HUP; (sleep 1000 & sleep 1000) & echo on > $HOME/on; wait; wait";

  private OrphanMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    var directory = Path.of(arguments[0]);
    var cage = Cage.probe(new Sandbox(arguments[1], Level.NONE), null);
    var children = new Children(Vertx.vertx(), cage);
    var access = Access.reading(Set.of()).withDoors(Set.of()).withOwnFolder();
    var command = List.of("/bin/sh", "-c", STUBBORN);
    children.spawn(ChildSpec.of(directory, command).withAccess(access)).await();
    Thread.currentThread().join();
  }
}
