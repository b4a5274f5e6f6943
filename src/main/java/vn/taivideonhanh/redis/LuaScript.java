package vn.taivideonhanh.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Lua script kept as a resource under {@code lua/}, sent to a server the first time that it asks.
 * A line {@code --@ include package/name} stands for the text of another one.
 *
 * @param name {@code package/verb_noun}
 * @param sha what the server knows the script by
 */
public record LuaScript(String name, String source, String sha) {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^--@ include (\\S+)$");

  /** Reads {@code lua/name.lua}; a missing script is a defect and fails the start. */
  public static LuaScript load(String name) {
    var source =
        INCLUDE
            .matcher(read(name))
            .replaceAll(line -> Matcher.quoteReplacement(read(line.group(1))));
    try {
      var hash = MessageDigest.getInstance("SHA-1").digest(source.getBytes(UTF_8));
      return new LuaScript(name, source, HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(String name) {
    var path = "/lua/" + name + ".lua";
    try (var in = LuaScript.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no script at " + path);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
