package vn.taivideonhanh.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.egress.Upstream;
import vn.taivideonhanh.egress.UpstreamRequest;
import vn.taivideonhanh.egress.UpstreamResponse;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Fetches pictures of sites by the rules of every fetch, into memory: so long, so large, and so
 * many at once on this event loop.
 */
final class Pictures {
  private static final int AT_ONCE = 16;
  private static final int LARGEST = 2 << 20;
  private static final long PATIENCE_MILLIS = 15_000;
  private static final Map<String, String> ACCEPTED =
      Map.of("Accept", "image/webp,image/png,image/jpeg,image/gif");

  private final Vertx vertx;
  private final Upstream upstream;
  private int running;

  /**
   * @param upstream of this event loop; closed with this
   */
  Pictures(Vertx vertx, Upstream upstream) {
    this.vertx = vertx;
    this.upstream = upstream;
  }

  /** A whole picture. */
  record Picture(PictureType type, Buffer bytes) {}

  /**
   * Fetches one. Fails as the site does, and with {@code SITE_FAILED} when it sends no picture.
   *
   * @param headers that the site may need besides
   * @param left completes when nobody wants it any more
   */
  Future<Picture> fetch(String url, Map<String, String> headers, Future<?> left) {
    if (running >= AT_ONCE) {
      return Future.failedFuture(
          new Failure(
              ProblemCode.UNAVAILABLE, "Too many pictures are loading.", Duration.ofSeconds(2)));
    }
    running++;
    var reading = new Reading();
    left.onComplete(_ -> reading.fail("Nobody waits for it."));
    return reading.start(url, headers).onComplete(_ -> running--);
  }

  private static Map<String, String> accepting(Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.putAll(ACCEPTED);
    return all;
  }

  Future<Void> close() {
    return upstream.close();
  }

  private final class Reading {
    private final Promise<Picture> whole = Promise.promise();
    private final Buffer bytes = Buffer.buffer();
    private @Nullable UpstreamResponse answer;

    Future<Picture> start(String url, Map<String, String> headers) {
      var late = new Failure(ProblemCode.SITE_TIMEOUT, "The site does not send its picture.");
      var timer = vertx.setTimer(PATIENCE_MILLIS, _ -> whole.tryFail(late));
      upstream
          .fetch(UpstreamRequest.whole(url, accepting(headers)))
          .onSuccess(this::read)
          .onFailure(whole::tryFail);
      return whole
          .future()
          .onComplete(_ -> {
            vertx.cancelTimer(timer);
            if (answer != null) {
              answer.abort();
            }
          });
    }

    private void read(UpstreamResponse arrived) {
      answer = arrived;
      if (whole.future().isComplete()) {
        arrived.abort();
      } else if (arrived.status() != 200) {
        fail("The site does not give its picture.");
      } else if (arrived.contentLength() > LARGEST) {
        fail("The site's picture is too large.");
      } else {
        arrived.handler(this::take);
        arrived.ended().onSuccess(_ -> end()).onFailure(whole::tryFail);
        arrived.resume();
      }
    }

    private void take(ByteBuf part) {
      try {
        if (bytes.length() <= LARGEST) {
          bytes.appendBytes(ByteBufUtil.getBytes(part));
        }
      } finally {
        part.release();
      }
      if (bytes.length() > LARGEST) {
        fail("The site's picture is too large.");
      } else if (bytes.length() >= PictureType.ENOUGH && type() == null) {
        fail("What the site shows is no picture.");
      }
    }

    private @Nullable PictureType type() {
      return PictureType.of(bytes.getBytes(0, Math.min(bytes.length(), PictureType.ENOUGH)));
    }

    private void end() {
      var type = type();
      if (type == null) {
        fail("What the site shows is no picture.");
      } else {
        whole.tryComplete(new Picture(type, bytes));
      }
    }

    void fail(String sentence) {
      whole.tryFail(new Failure(ProblemCode.SITE_FAILED, sentence));
    }
  }
}
