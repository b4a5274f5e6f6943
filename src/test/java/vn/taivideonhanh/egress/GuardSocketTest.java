package vn.taivideonhanh.egress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static vn.taivideonhanh.egress.UpstreamTest.say;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard's Unix socket, for children that have no network. */
@EnabledOnOs({OS.LINUX, OS.MAC})
final class GuardSocketTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void judges_as_the_port_does(boolean nativeSockets) throws IOException {
    var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(nativeSockets));
    var site = Site.start(vertx, (_, socket) -> say(socket, OK));
    var inner = Site.start(vertx, (_, socket) -> say(socket, OK));
    try (var rig = new GuardRig(vertx, site.pair())) {
      var socket = Objects.requireNonNull(rig.guard.socket());
      var pass = rig.guard.open("job", GuardRig.WIDE);
      var credential = GuardRig.credential(pass);

      assertThat(ask(socket, "GET " + site.url("/") + " HTTP/1.1\r\n" + credential + "\r\n"))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("ok");
      assertThat(ask(socket, "GET " + inner.url("/") + " HTTP/1.1\r\n" + credential + "\r\n"))
          .startsWith("HTTP/1.1 403 ");
      assertThat(ask(socket, "GET " + site.url("/") + " HTTP/1.1\r\n\r\n"))
          .startsWith("HTTP/1.1 407 ");
      assertThat(inner.connections).hasValue(0);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rig.folder)))
          .isEqualTo("rwx------");
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void leaves_no_file_behind_and_clears_those_of_servers_that_were_killed() throws IOException {
    var dead = folder.resolve("guard-dead.sock");
    var alive = folder.resolve("guard-alive.sock");
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(alive));
      try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        killed.bind(UnixDomainSocketAddress.of(dead));
      }
      assertThat(dead).exists();
      var file = Objects.requireNonNull(SocketFile.in(folder, "guard"));
      assertThat(dead).doesNotExist();
      assertThat(alive).exists();
      file.remove();
    }
    var vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    try (var rig = new GuardRig(vertx, GuardRig.config(Map.of()), null)) {
      var socket = Objects.requireNonNull(rig.guard.socket());
      assertThat(socket).exists().isAbsolute();
      rig.guard.close().await();
      assertThat(rig.folder).isEmptyDirectory();
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void a_sweep_removes_what_nobody_listens_at_and_nothing_else() throws IOException {
    var busy = folder.resolve("feed-busy.sock");
    var other = Files.createFile(folder.resolve("feed-1"));
    for (var name : List.of("feed-dead.sock", "guard-dead.sock")) {
      try (var killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        killed.bind(UnixDomainSocketAddress.of(folder.resolve(name)));
      }
    }
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var first = SocketChannel.open(StandardProtocolFamily.UNIX);
        var second = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Linux lets one more wait than was asked for.
      listening.bind(UnixDomainSocketAddress.of(busy), 1);
      for (var waiting : List.of(first, second)) {
        waiting.configureBlocking(false);
        waiting.connect(UnixDomainSocketAddress.of(busy));
      }
      assertThat(SocketFile.sweep(folder)).isEqualTo(2);
    }
    assertThat(folder).isDirectoryContaining(busy::equals).isDirectoryContaining(other::equals);
    assertThat(folder.toFile().list()).hasSize(2);
    assertThat(SocketFile.sweep(folder)).as("its server has ended").isEqualTo(1);
    assertThat(SocketFile.sweep(folder.resolve("none"))).isZero();
  }

  @Test
  void does_without_where_the_folder_has_too_long_a_name() throws IOException {
    assertThat(SocketFile.in(folder.resolve("x".repeat(100)), "guard")).isNull();
  }

  private static String ask(Path socket, String request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
      return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
    }
  }
}
