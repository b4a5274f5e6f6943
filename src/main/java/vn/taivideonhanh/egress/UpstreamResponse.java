package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.splice.Sluice;

/**
 * A site's answer whose head has arrived. The body stands still until a {@link #handler} is set and
 * {@link #resume} is called; while it stands, at most a receive buffer (256 KiB) of it is held. One
 * who does not read it to the end calls {@link #abort}.
 */
public interface UpstreamResponse {
  /** The status, whatever it is; redirects have been followed, up to five. */
  int status();

  /** The first field of that name in any case, RFC 9110 5.1; null when there is none. */
  @Nullable String header(String name);

  /** Bytes of the body as Content-Length tells (of a HEAD: what a GET would have); -1 unknown. */
  long contentLength();

  /** The address that answered, after redirects, in canonical form. */
  String url();

  /** Takes the body's parts, on the event loop, each owned by the consumer, who releases it. */
  void handler(Consumer<ByteBuf> body);

  /**
   * Offers a way for the bytes that are still to come, which the kernel moves there where it can;
   * others still go to the {@link #handler}, in order. To be called while the body stands still.
   */
  void bypass(Sluice sluice);

  /**
   * Succeeds when every byte has arrived and was handed on: the Content-Length was met, the last
   * chunk came, or, where the length was unknown, the site ended the connection properly. Fails
   * with a {@link vn.taivideonhanh.problem.Failure} otherwise, after the bytes that came.
   */
  Future<Void> ended();

  /** Stops the flow; nothing is handed over until {@link #resume}. */
  void pause();

  /** Starts the flow, or goes on with it. */
  void resume();

  /** Closes the connection now and drops what was not handed over. No-op after the end. */
  void abort();
}
