package vn.taivideonhanh.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where no visitor may be led.
 *
 * @param port of the {@link Trap}
 */
record Places(int port) {
  /** Addresses by a word for each. */
  Map<String, String> all() {
    var all = new LinkedHashMap<String, String>();
    all.put("loopback", inside() + "v.mp4");
    all.put("loopback-six", "http://[::1]:" + port + "/v.mp4");
    all.put("loopback-mapped", "http://[::ffff:127.0.0.1]:" + port + "/v.mp4");
    all.put("loopback-number", "http://2130706433:" + port + "/v.mp4");
    all.put("loopback-name", "http://localhost:" + port + "/v.mp4");
    all.put("metadata", "http://169.254.169.254/latest/meta-data/v.mp4");
    all.put("file", "file:///etc/passwd");
    all.put("data", "data:video/mp4;base64,AAAAIGZ0eXBpc29t");
    all.put("concat", "concat:/etc/passwd|/etc/group");
    all.put("subfile", "subfile,,start,0,end,900,,:/etc/passwd");
    for (var scheme : new String[] {"rtmp", "ftp", "gopher", "tcp", "udp", "rtp", "rtsp", "mmsh"}) {
      all.put(scheme, scheme + "://127.0.0.1:" + port + "/v.mp4");
    }
    return all;
  }

  /** One of each sort. */
  Map<String, String> some() {
    var some = all();
    some.keySet().retainAll(List.of("loopback", "metadata", "file", "data", "concat", "rtmp"));
    return some;
  }

  /** The inside host, with a slash at the end. */
  String inside() {
    return "http://127.0.0.1:" + port + "/";
  }
}
