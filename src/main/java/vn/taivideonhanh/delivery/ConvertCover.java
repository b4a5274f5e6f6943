package vn.taivideonhanh.delivery;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.plan.AudioForm;
import vn.taivideonhanh.plan.Convert;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * A picture to go into a file of sound. It is JPEG or PNG by its first bytes, whatever the site
 * calls it, and is not decoded here: players do that, and a child with what is WebP.
 */
final class ConvertCover {
  private static final Logger LOG = LoggerFactory.getLogger(ConvertCover.class);

  /** Sound waits for its picture no longer than this. */
  private static final SmallFile.Bounds BOUNDS =
      new SmallFile.Bounds(2 << 20, Duration.ofSeconds(5));

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] IHDR = {'I', 'H', 'D', 'R'};

  private final byte[] bytes;
  private final String mediaType;
  private final int width;
  private final int height;

  private ConvertCover(byte[] bytes, String mediaType, int width, int height) {
    this.bytes = bytes;
    this.mediaType = mediaType;
    this.width = width;
    this.height = height;
  }

  byte[] bytes() {
    return bytes;
  }

  /** {@code image/jpeg} or {@code image/png}. */
  String mediaType() {
    return mediaType;
  }

  /** Pixels; 0 when not known. */
  int width() {
    return width;
  }

  /** Pixels; 0 when not known. */
  int height() {
    return height;
  }

  /**
   * Fetches the picture of a plan; null when there is none that will do. Never fails.
   *
   * @param webp makes one that is WebP into JPEG
   */
  static Future<@Nullable ConvertCover> fetch(
      Reading reading, Session session, Convert plan, WebpPicture webp) {
    var address = plan.tags().cover();
    if (address == null || plan.form() == AudioForm.WAV) {
      return Future.succeededFuture();
    }
    return Future.succeededFuture(address)
        .map(Target.of(plan.track().source())::at)
        .compose(target -> SmallFile.fetch(reading, session, target, BOUNDS))
        .compose(bytes -> WebpPicture.is(bytes) ? webp.jpeg(bytes) : Future.succeededFuture(bytes))
        .<@Nullable ConvertCover>map(bytes -> {
          var cover = of(bytes);
          if (cover == null) {
            throw new Failure(ProblemCode.SOURCE_UNAVAILABLE, "It is no picture that tags hold.");
          }
          return cover;
        })
        .recover(cause -> {
          LOG.info("a file of sound goes without its picture: {}", cause.getMessage());
          return Future.succeededFuture();
        });
  }

  /** Recognizes a picture; null when it is none of ours. */
  static @Nullable ConvertCover of(byte[] bytes) {
    var in = ByteBuffer.wrap(bytes);
    if (startsWith(bytes, 0, PNG) && bytes.length >= 33 && startsWith(bytes, 12, IHDR)) {
      return new ConvertCover(
          bytes, "image/png", Math.max(0, in.getInt(16)), Math.max(0, in.getInt(20)));
    }
    boolean jpeg = bytes.length >= 4 && (in.getInt(0) & 0xFFFFFF00) == 0xFFD8FF00;
    return jpeg ? ofJpeg(bytes, in) : null;
  }

  private static boolean startsWith(byte[] bytes, int at, byte[] magic) {
    return bytes.length >= at + magic.length
        && Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
  }

  /** Looks for the start of the frame, ITU-T T.81 section B.2.2. */
  private static ConvertCover ofJpeg(byte[] bytes, ByteBuffer in) {
    int at = 2;
    while (at + 9 <= bytes.length && (in.get(at) & 0xFF) == 0xFF) {
      int marker = in.get(at + 1) & 0xFF;
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        int height = in.getShort(at + 5) & 0xFFFF;
        return new ConvertCover(bytes, "image/jpeg", in.getShort(at + 7) & 0xFFFF, height);
      }
      at += 2 + Math.max(2, in.getShort(at + 2) & 0xFFFF);
    }
    return new ConvertCover(bytes, "image/jpeg", 0, 0);
  }
}
