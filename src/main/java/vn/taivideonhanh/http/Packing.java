package vn.taivideonhanh.http;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.ParsedHeaderValue;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Packs the files of the web UI as small as can be, each once, when it is first asked for and off
 * the event loop (RFC 9110 section 8.4.1; Brotli is RFC 7932). Where the machine has no Brotli,
 * gzip is all there is.
 */
final class Packing {
  private static final int WORTH_IT = 256;

  private final Map<Key, Asset> packed = new ConcurrentHashMap<>();

  /** The file in the smallest form that the client takes. */
  Future<Packed> pack(Vertx vertx, RoutingContext ctx, Asset asset) {
    var coding = coding(ctx);
    if (coding == Coding.IDENTITY || !asset.isText() || asset.bytes().length < WORTH_IT) {
      return Future.succeededFuture(new Packed(Coding.IDENTITY, asset));
    }
    var key = new Key(asset.etag(), coding);
    var known = packed.get(key);
    var form =
        known == null
            ? vertx.executeBlocking(() -> packed.computeIfAbsent(key, _ -> coding.of(asset)), false)
            : Future.succeededFuture(known);
    return form.map(file -> new Packed(coding, file));
  }

  private static Coding coding(RoutingContext ctx) {
    var best = Coding.IDENTITY;
    for (var coding : Coding.values()) {
      if (coding.isThere() && takes(ctx, coding)) {
        best = coding;
      }
    }
    return best;
  }

  /** RFC 9110 section 12.5.3: a weight of 0 is a no. */
  private static boolean takes(RoutingContext ctx, Coding coding) {
    return ctx.parsedHeaders().acceptEncoding().stream()
        .filter(accepted -> accepted.value().equals(coding.token))
        .map(ParsedHeaderValue::weight)
        .anyMatch(weight -> weight > 0);
  }

  /**
   * What is sent.
   *
   * @param file its etag is of this form alone
   */
  record Packed(Coding coding, Asset file) {}

  private record Key(String etag, Coding coding) {}

  /** The better one comes later. */
  enum Coding {
    /** As it is. */
    IDENTITY("identity") {
      @Override
      byte[] pack(byte[] bytes) {
        return bytes;
      }
    },
    /** RFC 1952. */
    GZIP("gzip") {
      @Override
      byte[] pack(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new Best(out)) {
          gzip.write(bytes);
        }
        return out.toByteArray();
      }
    },
    /** RFC 7932. */
    BROTLI("br") {
      @Override
      byte[] pack(byte[] bytes) throws IOException {
        return Encoder.compress(bytes, new Encoder.Parameters().setQuality(11));
      }

      @Override
      boolean isThere() {
        return Brotli4jLoader.isAvailable();
      }
    };

    private final String token;

    Coding(String token) {
      this.token = token;
    }

    abstract byte[] pack(byte[] bytes) throws IOException;

    boolean isThere() {
      return true;
    }

    /** The registered name of the coding. */
    String token() {
      return token;
    }

    private Asset of(Asset asset) {
      try {
        var etag = asset.etag().replaceFirst("\"$", "-" + token + "\"");
        return new Asset(asset.mediaType(), pack(asset.bytes()), etag);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Best extends GZIPOutputStream {
    Best(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
