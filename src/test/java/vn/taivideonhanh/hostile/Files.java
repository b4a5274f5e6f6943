package vn.taivideonhanh.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import vn.taivideonhanh.hostile.HostileSite.Answer;

/** Files that are not what their name says: {@code /file/...}. */
final class Files {
  private static final byte[] TYPE = box("ftyp", "isom\0\0\2\0isomiso2mp41".getBytes(ISO_8859_1));

  private Files() {}

  static Map<String, Answer> all() {
    var files = new TreeMap<String, Answer>();
    put(files, "short.mp4", "a short one".getBytes(ISO_8859_1));
    put(
        files,
        "sdp.mp4",
        "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video 15004 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
            .getBytes(ISO_8859_1));
    put(files, "ffconcat.mp4", "ffconcat version 1.0\nfile /etc/passwd\n".getBytes(ISO_8859_1));
    put(
        files,
        "svg.mp4",
        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
            .getBytes(ISO_8859_1));
    put(files, "html.mp4", "<!doctype html><script>alert(1)</script>".getBytes(ISO_8859_1));
    put(
        files,
        "playlist.mp4",
        "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n".getBytes(ISO_8859_1));
    put(
        files,
        "too-large-box.mp4",
        joined(TYPE, new byte[] {-1, -1, -1, -1}, "moov".getBytes(ISO_8859_1), new byte[1000]));
    put(
        files,
        "too-large-long-box.mp4",
        joined(
            TYPE,
            new byte[] {0, 0, 0, 1},
            "mdat".getBytes(ISO_8859_1),
            new byte[] {127, -1, -1, -1, -1, -1, -1, -1},
            new byte[1000]));
    put(files, "nested-boxes.mp4", joined(TYPE, nested(10_000)));
    put(files, "too-many-samples.mp4", joined(TYPE, samples()));
    put(files, "elsewhere.mp4", joined(TYPE, elsewhere()));
    put(files, "noise.ts", noise(188 * 5000));
    put(
        files,
        "too-large-element.webm",
        joined(
            new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3, 1, -1, -1, -1, -1, -1, -1, -1},
            new byte[1000]));
    files.put("/file/endless.mp4", endless(TYPE));
    files.put("/file/endless.ts", endless(noise(188 * 100)));
    return files;
  }

  private static void put(Map<String, Answer> files, String name, byte[] body) {
    files.put("/file/" + name, Answer.of("video/mp4", body));
  }

  private static Answer endless(byte[] start) {
    return out -> {
      out.write(Answer.head("video/mp4"));
      out.write(start);
      var more = noise(188 * 300);
      while (true) {
        out.write(more);
      }
    };
  }

  /** Packets of a transport stream with nothing sensible in them. */
  private static byte[] noise(int length) {
    var noise = new byte[length];
    new Random(188).nextBytes(noise);
    for (var i = 0; i < length; i += 188) {
      noise[i] = 0x47;
    }
    return noise;
  }

  private static byte[] nested(int depth) {
    var boxes = ByteBuffer.allocate(8 * depth);
    for (var i = depth; i > 0; i--) {
      boxes.putInt(8 * i).put("moov".getBytes(ISO_8859_1));
    }
    return boxes.array();
  }

  /** A track of four thousand million samples in a table of none. */
  private static byte[] samples() {
    var sizes = box("stsz", ByteBuffer.allocate(12).putInt(8, -1).array());
    var times = box("stts", ByteBuffer.allocate(8).putInt(4, -1).array());
    return track(box("stbl", joined(sizes, times)));
  }

  /** A track whose samples lie in a file of the reader's. */
  private static byte[] elsewhere() {
    var place = box("url ", joined(new byte[4], "file:///etc/passwd\0".getBytes(ISO_8859_1)));
    var list = joined(ByteBuffer.allocate(8).putInt(4, 1).array(), place);
    return track(box("dinf", box("dref", list)));
  }

  private static byte[] track(byte[] inside) {
    return box("moov", box("trak", box("mdia", box("minf", inside))));
  }

  private static byte[] box(String name, byte[] body) {
    return joined(
        ByteBuffer.allocate(4).putInt(8 + body.length).array(), name.getBytes(ISO_8859_1), body);
  }

  private static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
