package vn.taivideonhanh.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script kept as a resource under {@code lua/}, sent to a server the first time that it asks.
 *
 * @param name {@code package/verb_noun}
 * @param sha what the server knows the script by
 */
public record LuaScript(String name, String source, String sha) {
  /** Reads {@code lua/name.lua}; a missing script is a defect and fails the start. */
  public static LuaScript load(String name) {
    var path = "/lua/" + name + ".lua";
    try (var in = LuaScript.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalArgumentException("no script at " + path);
      }
      var bytes = in.readAllBytes();
      var sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
      return new LuaScript(name, new String(bytes, UTF_8), sha);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
