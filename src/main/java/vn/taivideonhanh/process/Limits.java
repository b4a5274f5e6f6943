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
 * @param processes at once, threads included; exactly for a child with users of its own, about for
 *     another, and none for root
 */
public record Limits(
    @Nullable Duration wall,
    @Nullable Duration cpu,
    @Nullable Long memoryBytes,
    @Nullable Long fileBytes,
    int files,
    @Nullable Integer processes) {

  /** Nothing but 256 descriptors. */
  public static final Limits LOOSE = new Limits(null, null, null, null, 256, null);

  public Limits withWall(Duration most) {
    return new Limits(most, cpu, memoryBytes, fileBytes, files, processes);
  }

  public Limits withCpu(Duration most) {
    return new Limits(wall, most, memoryBytes, fileBytes, files, processes);
  }

  public Limits withMemory(long bytes) {
    return new Limits(wall, cpu, bytes, fileBytes, files, processes);
  }

  public Limits withFileSize(long bytes) {
    return new Limits(wall, cpu, memoryBytes, bytes, files, processes);
  }

  public Limits withFiles(int most) {
    return new Limits(wall, cpu, memoryBytes, fileBytes, most, processes);
  }

  public Limits withProcesses(int most) {
    return new Limits(wall, cpu, memoryBytes, fileBytes, files, most);
  }
}
