package vn.taivideonhanh.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.VertxConnection;
import java.util.List;
import java.util.Set;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * The decoder of Vert.x, made to refuse heads that {@link HeadScan} finds odd and versions other
 * than HTTP/1.0 and 1.1. What comes behind such a head is not read.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
  /** As Vert.x names its own in a connection's pipeline. */
  private static final String NAME = "httpDecoder";

  private static final Set<String> VERSIONS = Set.of("HTTP/1.1", "HTTP/1.0");
  private static final int VERSION = 2;

  private HeadScan scan = new HeadScan();
  private boolean inHead = true;
  private boolean spoiled;

  private StrictDecoder(HttpServerOptions options) {
    super(options);
  }

  /** Puts one in the place of the connection's own, before anything is read. */
  static void in(HttpConnection connection, HttpServerOptions options) {
    var channel = ((VertxConnection) connection).channel();
    var _ = channel.pipeline().replace(NAME, NAME, new StrictDecoder(options));
  }

  @Override
  protected HttpMessage createMessage(String[] line) {
    if (!VERSIONS.contains(line[VERSION])) {
      throw new IllegalArgumentException("a version that is not spoken here");
    }
    return super.createMessage(line);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (spoiled) {
      bytes.skipBytes(bytes.readableBytes());
      return;
    }
    var from = bytes.readerIndex();
    super.decode(context, bytes, out);
    if (inHead) {
      for (var i = from; i < bytes.readerIndex(); i++) {
        scan.take(bytes.getByte(i));
      }
    }
    for (var part : List.copyOf(out)) {
      follow(part, out);
    }
  }

  /** A decoder gives a request when its head has been read, and nothing of its body before. */
  private void follow(Object part, List<Object> out) {
    if (part instanceof HttpRequest request) {
      inHead = false;
      if (scan.odd() && request.decoderResult().isSuccess()) {
        spoiled = true;
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("odd head")));
        out.clear();
        out.add(request);
      }
    } else if (part instanceof HttpContent content && content.decoderResult().isFailure()) {
      content.setDecoderResult(
          DecoderResult.failure(
              new Failure(ProblemCode.INVALID_REQUEST, "The chunks are not well formed.")));
    }
    if (part instanceof LastHttpContent) {
      inHead = true;
      scan = new HeadScan();
    }
  }
}
