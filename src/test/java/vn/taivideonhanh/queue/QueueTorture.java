package vn.taivideonhanh.queue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * {@code scripts/torture-queue}: tortures a queue and prints the books; ends with 1 if they are
 * wrong.
 */
final class QueueTorture {
  private QueueTorture() {}

  /** Options are those of the script. */
  public static void main(String[] args) throws IOException {
    var options = TortureOptions.of(List.of(args));
    var folder = Files.createTempDirectory("tvn-torture");
    var vertx = Vertx.vertx();
    System.out.printf("%s%nin %s%n", options, folder);
    var books = Torture.of(options, folder, vertx);
    System.out.println(books.text());
    vertx.close().await();
    System.exit(books.wrong().isEmpty() && !books.over().containsKey("unexplained") ? 0 : 1);
  }
}
