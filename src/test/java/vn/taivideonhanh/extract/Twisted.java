package vn.taivideonhanh.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** What yt-dlp really said of pages of the sample site, and what becomes of it in bad hands. */
final class Twisted {
  static final List<String> RECORDED =
      List.of(
          "described",
          "adaptive",
          "hls-ts",
          "hls-fmp4",
          "dash",
          "subtitles",
          "hostile",
          "playlist");

  /** JSON that somebody may put in the place of anything. */
  static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "0",
          "-1",
          "0.0000001",
          "-1e300",
          "1e300",
          "1e308",
          "5e-324",
          "9223372036854775808",
          "1" + "0".repeat(300),
          "1" + "0".repeat(500),
          "NaN",
          "-Infinity",
          "\"\"",
          "\"none\"",
          "\"playlist\"",
          "\"http_dash_segments\"",
          "\"m3u8_native\"",
          "\"https\"",
          "\"ism\"",
          "\"f4m\"",
          "\"rtmp\"",
          "\"file:///etc/passwd\"",
          "\"data:video/mp4;base64,AAAA\"",
          "\"rtmp://127.0.0.1/x\"",
          "\"http://169.254.169.254/latest\"",
          "\"http://127.0.0.1:22/\"",
          "\"http://[::ffff:10.0.0.1]/\"",
          "\"http://0x7f.1/\"",
          "\"//inner.example/x\"",
          "\"\\\\\\\\inner\\\\x\"",
          "\"javascript:alert(1)\"",
          "\"https://user:word@site.example/\"",
          "\"https://site.example/\\r\\nX: y\"",
          "\"https://site.example/" + "a".repeat(9000) + "\"",
          "\"\\ud800 \\udc00\\ud800\"",
          "\"\\u202e\\u0000\\u0085\\u2028\\u2066\\u200b\"",
          "\"<svg onload=alert(1)>\\r\\n\"",
          "\"" + "😀".repeat(2000) + "\"",
          "[" + "{\"url\":\"https://site.example/1\",\"path\":\"1\"},".repeat(100) + "[]]",
          "{\"Ytdl-Request-Proxy\":\"__noproxy__\",\"Cookie\":\"a=b\",\"Referer\":\"x\\r\\ny: z\"}",
          "[".repeat(20) + "]".repeat(20),
          "[".repeat(40) + "]".repeat(40));

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Twisted() {}

  /**
   * One change.
   *
   * @param spot which node, counted from the first one as often around as it takes
   * @param kind what is done to it
   * @param value the JSON that it is done with
   */
  record Twist(int spot, Kind kind, String value) {}

  /** What can be done to a node. */
  enum Kind {
    REPLACE,
    ADD,
    REPEAT,
    REMOVE
  }

  static String recorded(String name) {
    var resource = "/yt-dlp-said/" + name + ".json";
    try (var in = Objects.requireNonNull(Twisted.class.getResourceAsStream(resource), resource)) {
      return JSON.readTree(in).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String with(String document, List<Twist> twists) {
    var root = tree(document);
    for (var twist : twists) {
      var spots = new ArrayList<Consumer<Twist>>();
      collect(root, spots);
      if (!spots.isEmpty()) {
        spots.get(twist.spot % spots.size()).accept(twist);
      }
    }
    return root.toString();
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void collect(JsonNode node, List<Consumer<Twist>> spots) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(entry -> {
                spots.add(twist -> twist(object, entry.getKey(), twist));
                collect(entry.getValue(), spots);
              });
      case ArrayNode array -> {
        for (var i = 0; i < array.size(); i++) {
          var index = i;
          spots.add(twist -> twist(array, index, twist));
          collect(array.get(i), spots);
        }
      }
      default -> {}
    }
  }

  private static void twist(ObjectNode object, String name, Twist twist) {
    switch (twist.kind) {
      case REPLACE -> object.set(name, tree(twist.value));
      case ADD, REPEAT -> object.set(name + "2", tree(twist.value));
      case REMOVE -> object.remove(name);
    }
  }

  private static void twist(ArrayNode array, int index, Twist twist) {
    switch (twist.kind) {
      case REPLACE -> array.set(index, tree(twist.value));
      case ADD -> array.insert(index, tree(twist.value));
      case REPEAT -> {
        // Once is enough, or it would grow without bound.
        for (var i = array.size(); i < 250 && twist.spot % 8 == 0; i++) {
          array.add(array.get(index));
        }
      }
      case REMOVE -> array.remove(index);
    }
  }
}
