package vn.taivideonhanh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that must be told its own, from 10,240 to 22,527.
 *
 * <p>Port 0 would name one that the system also gives to outgoing connections (Linux: 32,768 and
 * up), and one of those may take it before the program does. These are below, as are the ones
 * 10,000 above them, where nodes of a Redis Cluster speak to each other.
 */
public final class FreePort {
  private static final int LOWEST = 10_240;
  private static final int HIGHEST = 22_527;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /** One that nobody listens on, and that this process has not been given before. */
  public static int next() {
    while (true) {
      var port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (free(port) && free(port + 10_000) && GIVEN.add(port)) {
        return port;
      }
    }
  }

  private static boolean free(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }
}
