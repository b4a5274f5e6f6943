package vn.taivideonhanh.queue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One side of the comparison: takes a line, answers a line. */
record BenchProcess(Process process, BufferedWriter asked, BufferedReader said)
    implements Closeable {
  static BenchProcess start(List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var side = new BenchProcess(process, process.outputWriter(), process.inputReader());
    var _ = side.line();
    return side;
  }

  String ask(String line) throws IOException {
    asked.write(line + "\n");
    asked.flush();
    return line();
  }

  private String line() throws IOException {
    var line = said.readLine();
    if (line == null) {
      throw new IOException("a side ended: " + process.info().commandLine().orElse(""));
    }
    return line;
  }

  /** Lets it end by itself, so that a recording is written. */
  @Override
  public void close() throws IOException {
    asked.close();
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
