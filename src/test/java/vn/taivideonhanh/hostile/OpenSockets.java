package vn.taivideonhanh.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Watches this program's children for sockets that somebody could send to: listening ones of TCP,
 * any of UDP. In a network of a child's own, nobody but the child itself can send to loopback.
 */
public final class OpenSockets implements AutoCloseable {
  private static final Pattern INODE = Pattern.compile("socket:\\[(\\d+)]");
  private static final String LISTENS = "0A";
  private static final Pattern LOOPBACK = Pattern.compile("\\w{6}7F:\\w+|0{24}01000000:\\w+");
  private static final long PAUSE = 20_000_000;

  private final Set<String> before = now();
  private final Set<String> seen = new ConcurrentSkipListSet<>();
  private final Thread watch = Thread.ofPlatform().daemon().start(this::look);

  private void look() {
    while (!Thread.currentThread().isInterrupted()) {
      seen.addAll(now());
      LockSupport.parkNanos(PAUSE);
    }
  }

  /** Those that were not there when the watch began. */
  public Set<String> opened() {
    var opened = new TreeSet<>(seen);
    opened.removeAll(before);
    return opened;
  }

  private static Set<String> now() {
    return ProcessHandle.current()
        .descendants()
        .flatMap(child -> of(Path.of("/proc", Long.toString(child.pid()))).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> of(Path process) {
    var open = new HashSet<String>();
    try {
      var own = inodes(process.resolve("fd"));
      boolean apart = !network(process).equals(network(Path.of("/proc/self")));
      for (var protocol : new String[] {"tcp", "tcp6", "udp", "udp6"}) {
        for (var line : Files.readAllLines(process.resolve("net").resolve(protocol))) {
          var words = line.strip().split("\\s+", -1);
          boolean heard = protocol.startsWith("udp") || words[3].equals(LISTENS);
          boolean inner = apart && LOOPBACK.matcher(words[1]).matches();
          if (words.length > 9 && heard && !inner && own.contains(words[9])) {
            open.add(protocol + " " + words[1] + " of " + process);
          }
        }
      }
    } catch (IOException _) {
      // It has ended meanwhile.
    }
    return open;
  }

  private static String network(Path process) throws IOException {
    return Files.readSymbolicLink(process.resolve("ns/net")).toString();
  }

  private static Set<String> inodes(Path descriptors) throws IOException {
    var inodes = new HashSet<String>();
    try (var files = Files.list(descriptors)) {
      for (var file : files.toList()) {
        var match = INODE.matcher(Files.readSymbolicLink(file).toString());
        if (match.matches()) {
          inodes.add(match.group(1));
        }
      }
    }
    return inodes;
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
