package vn.taivideonhanh.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.taivideonhanh.process.Children;
import vn.taivideonhanh.splice.Reluctant;
import vn.taivideonhanh.splice.Tubes;

/** Where the kernel moves no bytes, or none any more, they go the ordinary way. */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "aarch64"})
class SpliceRefusedTest {
  private static final int LENGTH = 12 << 20;
  private static final byte[] FILE = new byte[LENGTH];

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Children children = new Children(vertx);
  private final Origin origin = new Origin(vertx);
  @TempDir private Path folder;

  static {
    new Random(11).nextBytes(FILE);
  }

  @AfterEach
  void close() {
    children.close().await();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 1_000_000, 3_456_789})
  void a_kernel_that_refuses_after_some_bytes_is_not_asked_again(long bytes) throws Exception {
    var tubes = Reluctant.tubes(bytes);
    var rig = rig(tubes);
    for (int i = 0; i < 3; i++) {
      assertThat(Arrays.equals(rig.get().body(), FILE)).isTrue();
      assertThat(rig.ended()).isEqualTo(new Ended(Outcome.COMPLETE, null, null));
    }
    assertThat(tubes.open()).isNull();
    assertThat(tubes.moved()).isEqualTo(bytes);
    assertThat(Poll.until(Duration.ofSeconds(10), () -> tubes.inUse() == 0)).isTrue();
    assertThat(origin.connections()).isEqualTo(1);
  }

  @Test
  void a_range_goes_on_at_the_very_byte_where_the_kernel_refused() throws Exception {
    var rig = rig(Reluctant.tubes(2_000_001));
    var response = rig.get("Range", "bytes=1234567-");
    assertThat(response.statusCode()).isEqualTo(206);
    var wanted = Arrays.copyOfRange(FILE, 1_234_567, LENGTH);
    assertThat(Arrays.equals(response.body(), wanted)).isTrue();
  }

  @Test
  void without_it_every_byte_arrives() throws Exception {
    var tubes = Tubes.none();
    var rig = rig(tubes);
    assertThat(Arrays.equals(rig.get().body(), FILE)).isTrue();
    assertThat(tubes.moved()).isZero();
  }

  private Rig rig(Tubes tubes) {
    var plain = Rig.workshop(children, folder, Rig.LIMITS);
    var workshop =
        new Workshop(
            children, plain.slots(), plain.ffmpeg(), plain.ytDlp(), folder, plain.indexes(), tubes);
    var rig = Rig.start(vertx, origin, Rig.LIMITS, workshop);
    origin.put("/file", FILE);
    rig.serves(Rig.direct(origin.url("/file"), null));
    return rig;
  }
}
