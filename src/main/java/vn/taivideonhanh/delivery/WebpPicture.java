package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Makes a picture that is WebP into JPEG, since tags hold no WebP that players know: by an ffmpeg
 * of its own, in a cage as every other, before the one that makes the sound.
 */
record WebpPicture(Session session, DeliveryRequest request, FedFfmpeg.Shop shop) {
  private static final long PATIENCE = 5_000;
  private static final int MOST = 2 << 20;

  /** Of a picture that is decoded: 16 million of them are 64 MiB. */
  private static final String MOST_PIXELS = "16777216";

  /** Wide enough for every cover; a JPEG of it is far under the bound. */
  private static final String SCALE = "scale=w='min(1280,iw)':h=-2,format=yuvj420p";

  /** Whether a file begins as WebP does (RFC 9649, 2.4). */
  static boolean is(byte[] bytes) {
    return tag(bytes, 0) == 0x52494646 && tag(bytes, 8) == 0x57454250;
  }

  private static int tag(byte[] bytes, int at) {
    int tag = 0;
    for (int i = at; i < at + 4; i++) {
      tag = tag << 8 | (i < bytes.length ? bytes[i] & 0xff : 0);
    }
    return tag;
  }

  /** The same as JPEG. Fails when ffmpeg can't, or takes too long. */
  Future<byte[]> jpeg(byte[] webp) {
    var ffmpeg = new FedFfmpeg(session, request, shop);
    return ffmpeg
        .offer(webp)
        .compose(url -> ffmpeg.spawn(command(shop.workshop().ffmpeg(), url)))
        .compose(WebpPicture::written);
  }

  private static Future<byte[]> written(ChildFlow flow) {
    var bytes = new ByteArrayOutputStream();
    flow.start(part -> took(part, bytes));
    flow.resume();
    return flow.ended()
        .timeout(PATIENCE, TimeUnit.MILLISECONDS)
        .map(_ -> {
          if (bytes.size() >= MOST) {
            throw new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The picture is too large.");
          }
          return bytes.toByteArray();
        })
        .onFailure(_ -> flow.abort());
  }

  /** What is over the bound is not kept. */
  private static void took(ByteBuf part, ByteArrayOutputStream bytes) {
    var copy = new byte[Math.min(part.readableBytes(), MOST - bytes.size())];
    part.readBytes(copy).release();
    bytes.writeBytes(copy);
  }

  static List<String> command(Path program, String url) {
    var command = new ArrayList<>(FfmpegCommand.beginning(program));
    command.addAll(List.of("-max_pixels", MOST_PIXELS));
    command.addAll(FfmpegCommand.input("webp_pipe", "webp_pipe", url));
    command.addAll(List.of("-map", "0:v:0", "-frames:v", "1", "-map_metadata", "-1"));
    command.addAll(List.of("-vf", SCALE, "-c:v", "mjpeg", "-q:v", "3"));
    command.addAll(List.of("-f", "image2pipe", "pipe:1"));
    return command;
  }
}
