package vn.taivideonhanh.egress;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import vn.taivideonhanh.problem.Failure;

/** What the guard itself says to a child, always its last word on a connection. */
final class ProxyAnswer {
  private ProxyAnswer() {}

  /** RFC 9110 15.5.8. */
  static void whoAreYou(Channel child) {
    var answer = answer(HttpResponseStatus.PROXY_AUTHENTICATION_REQUIRED, "credential");
    answer.headers().set(HttpHeaderNames.PROXY_AUTHENTICATE, "Basic realm=\"egress\"");
    send(child, answer);
  }

  static void no(Channel child, Failure why) {
    var status =
        switch (why.code()) {
          case INVALID_URL -> HttpResponseStatus.BAD_REQUEST;
          case SITE_UNREACHABLE -> HttpResponseStatus.BAD_GATEWAY;
          case SITE_TIMEOUT -> HttpResponseStatus.GATEWAY_TIMEOUT;
          default -> HttpResponseStatus.FORBIDDEN;
        };
    send(child, answer(status, why.code().slug()));
  }

  private static DefaultFullHttpResponse answer(HttpResponseStatus status, String reason) {
    var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    answer
        .headers()
        .set("X-Egress-Reason", reason)
        .set(HttpHeaderNames.CONTENT_LENGTH, 0)
        .set(HttpHeaderNames.CONNECTION, "close");
    return answer;
  }

  private static void send(Channel child, DefaultFullHttpResponse answer) {
    child.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }
}
