package vn.taivideonhanh.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  private @TempDir Path parent;

  @Test
  void what_a_killed_server_left_is_swept_and_what_is_in_use_is_not() throws Exception {
    Files.createFile(parent.resolve("child-1.lock"));
    var closed = Files.createDirectories(parent.resolve("child-1").resolve("deep"));
    Files.createFile(closed.resolve("part"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    Files.createDirectory(parent.resolve("child-old"));
    Files.createSymbolicLink(parent.resolve("child-old/link"), parent.resolve("other"));
    Files.createDirectory(parent.resolve("other"));
    var lock = Files.createFile(parent.resolve("child-2.lock"));
    Files.createDirectory(parent.resolve("child-2"));
    try (var other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      var _ = other.lock();
      WorkFolder.sweep(parent);
    }
    try (var left = Files.list(parent)) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder("other", "child-2", "child-2.lock");
    }
  }

  @Test
  void one_that_is_removed_leaves_nothing() throws Exception {
    var folder = WorkFolder.below(parent);
    Files.writeString(folder.path().resolve("file"), "x");
    assertThat(Files.getPosixFilePermissions(folder.path()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    folder.remove();
    assertThat(parent).isEmptyDirectory();
  }
}
