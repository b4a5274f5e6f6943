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

  private final Webhooks.Endpoint endpoint;
  private final byte[] secret;

  private Receiver(Webhooks.Endpoint endpoint, byte[] secret) {
    this.endpoint = endpoint;
    this.secret = secret;
  }

  /** Reads the secret; blocks for it. */
  static Receiver of(Webhooks.Endpoint endpoint) {
    var key = "webhooks.endpoints." + endpoint.name() + ".secretFile";
    String text;
    try {
      text = Files.readString(endpoint.secretFile()).strip();
    } catch (IOException e) {
      throw new ConfigException(key, "cannot be read", e);
    }
    try {
      var secret =
          text.startsWith(PREFIX)
              ? Base64.getDecoder().decode(text.substring(PREFIX.length()))
              : new byte[0];
      if (secret.length >= 24 && secret.length <= 64) {
        return new Receiver(endpoint, secret);
      }
    } catch (IllegalArgumentException _) {
      // Not base64: said below, without the text.
    }
    throw new ConfigException(key, "must hold whsec_ and the base64 of 24 to 64 bytes");
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

  byte[] secret() {
    return secret.clone();
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
