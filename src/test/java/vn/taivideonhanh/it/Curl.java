package vn.taivideonhanh.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code curl -C -}: goes on with a file where its last run was ended, if it is still the same.
 *
 * @param length of the whole file, in bytes
 * @param tag its entity tag, for {@code If-Range}
 */
record Curl(Path file, long length, String tag) {
  /** {@code kill -9}, as the JDK tells it. */
  private static final int KILLED = 128 + 9;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Ends the server. */
  interface Ending {
    void run() throws Exception;
  }

  /** How many bytes are there. */
  long got() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** Goes on until so many bytes are there, and is killed. */
  void goOnUntil(URI address, long bytes) throws Exception {
    var curl = begin(address);
    await(curl, bytes);
    curl.destroyForcibly();
    assertThat(curl.waitFor()).isEqualTo(KILLED);
    assertThat(got()).as("bytes of a file that is not whole").isLessThan(length);
  }

  /** Goes on until so many bytes are there and the server is gone, and has to say so. */
  void goOnUntil(URI address, long bytes, Ending serverGoes) throws Exception {
    var curl = begin(address);
    await(curl, bytes);
    serverGoes.run();
    // 18: the file is not whole, 56: the connection was reset (curl's manual, EXIT CODES).
    assertThat(curl.waitFor()).isIn(18, 56);
    assertThat(got()).as("bytes of a file that is not whole").isLessThan(length);
  }

  /** Goes on to the end. */
  void finish(URI address) throws Exception {
    assertThat(begin(address).waitFor()).isZero();
  }

  private Process begin(URI address) throws IOException {
    var command = new ArrayList<>(List.of("curl", "--disable", "--noproxy", "*"));
    command.addAll(List.of("--silent", "--show-error", "--fail", "--no-buffer"));
    command.addAll(List.of("--max-time", "60"));
    command.addAll(List.of("--continue-at", "-", "--output", file.toString()));
    command.addAll(List.of("--header", "If-Range: " + tag));
    command.add(address.toString());
    return new ProcessBuilder(command).inheritIO().start();
  }

  private void await(Process curl, long bytes) throws Exception {
    Eventually.that(PATIENCE, () -> got() >= bytes || !curl.isAlive());
    assertThat(curl.isAlive()).as("curl still runs after %d bytes", got()).isTrue();
  }
}
