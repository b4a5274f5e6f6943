package vn.taivideonhanh.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Generated files that several tests want: made once for each recipe, in the build's folder. */
public final class KeptFolder {
  private KeptFolder() {}

  /** Fills a new folder. */
  public interface Maker {
    void make(Path folder) throws Exception;
  }

  /**
   * The folder with what is made.
   *
   * @param recipe tells how; when it is another, all is made anew
   */
  public static Path of(String name, String recipe, Maker maker) throws Exception {
    var ready = Path.of("target", "footage", name + "-" + Integer.toHexString(recipe.hashCode()));
    if (!Files.isDirectory(ready)) {
      Files.createDirectories(ready.getParent());
      var made = Files.createTempDirectory(ready.getParent(), "making-");
      maker.make(made);
      publish(made, ready);
    }
    return ready.toAbsolutePath();
  }

  private static void publish(Path made, Path ready) throws IOException {
    try {
      Files.move(made, ready, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // Another process may have been faster; its files are as good.
      if (!Files.isDirectory(ready)) {
        throw e;
      }
    }
  }
}
