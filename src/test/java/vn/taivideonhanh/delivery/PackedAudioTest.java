package vn.taivideonhanh.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.taivideonhanh.plan.Segments;
import vn.taivideonhanh.process.Children;

/** Real packed audio (RFC 8216, 3.4), each part after an ID3 tag with its time. */
class PackedAudioTest {
  private static Vertx vertx;
  private static Children children;
  private static Origin origin;
  private static Rig rig;
  private static Clip media;
  private static Lists lists;

  @BeforeAll
  static void open(@TempDir Path folder) {
    vertx = Vertx.vertx();
    children = new Children(vertx);
    origin = new Origin(vertx);
    media = new Clip(folder);
    lists = new Lists(vertx, origin);
    rig = Rig.start(vertx, origin, Rig.LIMITS, Rig.workshop(children, folder, Rig.LIMITS));
  }

  @AfterAll
  static void close() {
    children.close().await();
    vertx.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "aac, adts, aac, audio/aac",
    "libmp3lame, mp3, mp3, audio/mpeg",
    "ac3, ac3, ac3, audio/ac3",
    "eac3, eac3, eac3, audio/eac3"
  })
  void parts_are_joined_and_only_aac_keeps_their_tags(
      String codec, String muxer, String ext, String type) throws Exception {
    segment(codec, muxer, ext);
    var sound = new ByteArrayOutputStream();
    var whole = new ByteArrayOutputStream();
    var list = new StringBuilder("#EXTM3U\n#EXT-X-TARGETDURATION:2\n");
    for (int i = 0; Files.exists(media.file(i + "." + ext)); i++) {
      var part = tagged(i * 90_000L, Files.readAllBytes(media.file(i + "." + ext)));
      origin.put("/" + i + "." + ext, part);
      whole.writeBytes(part);
      sound.writeBytes(Files.readAllBytes(media.file(i + "." + ext)));
      list.append("#EXTINF:1.0,\n").append(i).append('.').append(ext).append('\n');
    }
    origin.put("/" + ext + ".m3u8", list.append("#EXT-X-ENDLIST\n").toString().getBytes(UTF_8));

    var plan = lists.measured(lists.sound("/" + ext + ".m3u8"));
    assertThat(plan.way()).isEqualTo(Segments.Way.JOINED);
    assertThat(plan.head().ext()).isEqualTo(ext);
    rig.serves(plan);
    var answer = rig.get();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(media.errors(answer.body())).isEmpty();
    assertThat(media.packets(answer.body(), "a"))
        .isEqualTo(media.packets(sound.toByteArray(), "a"));
    if (ext.equals("aac")) {
      assertThat(answer.body()).isEqualTo(whole.toByteArray());
      assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(whole.size());
      assertThat(rig.get("Range", "bytes=20000-").body())
          .isEqualTo(Arrays.copyOfRange(whole.toByteArray(), 20_000, whole.size()));
    } else {
      assertThat(answer.body()).isEqualTo(sound.toByteArray());
    }
    assertThat(children.live()).isZero();
  }

  private static void segment(String codec, String muxer, String ext) throws Exception {
    var options = new ArrayList<>(List.of("-c:a", codec, "-f", "segment", "-segment_time", "1"));
    options.addAll(List.of("-segment_format", muxer));
    if (muxer.equals("mp3")) {
      options.addAll(List.of("-segment_format_options", "write_xing=0:id3v2_version=0"));
    }
    options.add(media.file("%d." + ext).toString());
    media.sounds(options);
  }

  /** With when it begins, in ticks of a transport stream. */
  private static byte[] tagged(long ticks, byte[] sound) {
    var owner = "com.apple.streaming.transportStreamTimestamp\0".getBytes(ISO_8859_1);
    int frame = owner.length + 8;
    var part = ByteBuffer.allocate(20 + frame + sound.length);
    part.put("ID3".getBytes(ISO_8859_1)).put((byte) 4).putShort((short) 0).putInt(10 + frame);
    part.put("PRIV".getBytes(ISO_8859_1)).putInt(frame).putShort((short) 0);
    return part.put(owner).putLong(ticks).put(sound).array();
  }
}
