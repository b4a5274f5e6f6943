package vn.taivideonhanh.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An nginx with a configuration of its own, two workers, all its files in one folder. */
final class Nginx implements AutoCloseable {
  private static final long START = TimeUnit.SECONDS.toNanos(20);
  private final Process process;

  private Nginx(Process process) {
    this.process = process;
  }

  /**
   * Starts one; it answers when this returns.
   *
   * @param http what is inside of {@code http { }}
   * @param port one that it listens on
   */
  static Nginx start(Path folder, String http, int port) throws IOException {
    Files.createDirectories(folder);
    var file = folder.resolve("nginx.conf");
    Files.writeString(file, framed(folder, http));
    var log = folder.resolve("said.log").toFile();
    // Of workers that root starts, the user is root, so that they can read our folder.
    var command =
        List.of(
            "nginx", "-p", folder.toString(), "-c", file.toString(), "-g", "user " + user() + ";");
    var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    var end = System.nanoTime() + START;
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException("nginx did not start: " + Files.readString(log.toPath()));
      }
      LockSupport.parkNanos(5_000_000);
    }
    return new Nginx(process);
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static boolean answers(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  private static String framed(Path folder, String http) {
    return """
    daemon off;
    pid %1$s/nginx.pid;
    worker_processes 2;
    error_log %1$s/error.log warn;
    events { worker_connections 8192; }
    http {
      access_log off;
      types { text/html html; video/mp4 mp4; audio/mp4 m4a; application/dash+xml mpd; }
      client_body_temp_path %1$s/body;
      proxy_temp_path %1$s/proxy;
      fastcgi_temp_path %1$s/fastcgi;
      uwsgi_temp_path %1$s/uwsgi;
      scgi_temp_path %1$s/scgi;
      %2$s
    }
    """
        .formatted(folder, http);
  }
}
