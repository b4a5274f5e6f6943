package vn.taivideonhanh.hook;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import vn.taivideonhanh.config.ConfigException;
import vn.taivideonhanh.config.Webhooks;

/** Somebody who is told, with the secret. */
final class Receiver {
  private static final String PREFIX = "whsec_";
  private static final int MOST = 3;

  private final Webhooks.Endpoint endpoint;
  private final List<byte[]> secrets;

  private Receiver(Webhooks.Endpoint endpoint, List<byte[]> secrets) {
    this.endpoint = endpoint;
    this.secrets = secrets;
  }

  /** Reads the secrets, one a line; blocks for it. */
  static Receiver of(Webhooks.Endpoint endpoint) {
    var key = "webhooks.endpoints." + endpoint.name() + ".secretFile";
    String text;
    try {
      text = Files.readString(endpoint.secretFile()).strip();
    } catch (IOException e) {
      throw new ConfigException(key, "cannot be read", e);
    }
    var secrets = text.lines().map(String::strip).map(Receiver::secret).toList();
    if (secrets.isEmpty()
        || secrets.size() > MOST
        || secrets.stream().anyMatch(one -> one.length < 24 || one.length > 64)) {
      throw new ConfigException(
          key, "must hold whsec_ and the base64 of 24 to 64 bytes, on up to three lines");
    }
    return new Receiver(endpoint, secrets);
  }

  /** Empty for what is none. */
  private static byte[] secret(String line) {
    try {
      return line.startsWith(PREFIX)
          ? Base64.getDecoder().decode(line.substring(PREFIX.length()))
          : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  String name() {
    return endpoint.name();
  }

  String url() {
    return endpoint.url();
  }

  List<String> events() {
    return endpoint.events();
  }

  /** The newest first; while one is replaced by another, both sign. */
  List<byte[]> secrets() {
    return secrets;
  }

  /** Without the path and the query, which may be secrets. */
  String origin() {
    var uri = URI.create(endpoint.url());
    return uri.getScheme() + "://" + uri.getRawAuthority().replaceFirst(".*@", "");
  }

  /** By which an address that was given up is known, and a new one told from it. */
  String digest() {
    return digest(endpoint.url()).substring(0, 16);
  }

  /** SHA-256 in lower-case hex. */
  static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
