package vn.taivideonhanh.process;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a child may use at most; null is no limit. All but {@code wall} are setrlimit(2) limits, for
 * each process of the child's tree.
 *
 * @param wall time from the start until the whole tree is killed
 * @param cpu processor time, at least a second
 * @param memoryBytes address space, not resident memory
 * @param fileBytes length of a file that is written; 0 allows none
 * @param files open descriptors
 */
public record Limits(
    @Nullable Duration wall,
    @Nullable Duration cpu,
    @Nullable Long memoryBytes,
    @Nullable Long fileBytes,
    int files) {

  /** Nothing but 256 descriptors. */
  public static final Limits LOOSE = new Limits(null, null, null, null, 256);

  public Limits withWall(Duration most) {
    return new Limits(most, cpu, memoryBytes, fileBytes, files);
  }

  public Limits withCpu(Duration most) {
    return new Limits(wall, most, memoryBytes, fileBytes, files);
  }

  public Limits withMemory(long bytes) {
    return new Limits(wall, cpu, bytes, fileBytes, files);
  }

  public Limits withFileSize(long bytes) {
    return new Limits(wall, cpu, memoryBytes, bytes, files);
  }

  public Limits withFiles(int most) {
    return new Limits(wall, cpu, memoryBytes, fileBytes, most);
  }
}
