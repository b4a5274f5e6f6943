package vn.taivideonhanh.it;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A file on disk, looked at with other people's tools. */
record Played(List<String> codecs, double seconds) {
  /** What ffprobe says after ffmpeg has decoded all of it without a complaint. */
  static Played of(Path file) throws Exception {
    var complaints =
        run("ffmpeg", "-v", "error", "-nostdin", "-i", file.toString(), "-f", "null", "-");
    if (!complaints.isBlank()) {
      throw new AssertionError("ffmpeg says of " + file + ": " + complaints);
    }
    var probe =
        new JsonObject(
            run(
                "ffprobe",
                "-v",
                "error",
                "-of",
                "json",
                "-show_entries",
                "stream=codec_name:format=duration",
                file.toString()));
    var codecs =
        probe.getJsonArray("streams").stream()
            .map(stream -> ((JsonObject) stream).getString("codec_name"))
            .toList();
    var seconds = Double.parseDouble(probe.getJsonObject("format").getString("duration"));
    return new Played(codecs, seconds);
  }

  static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    return sha256(Files.readAllBytes(file));
  }

  static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var said = process.getInputStream()) {
      var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(command[0] + " failed: " + text);
      }
      return text;
    }
  }
}
