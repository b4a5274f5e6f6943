package vn.taivideonhanh.egress;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.splice.Sluice;

/**
 * One request and its answer. It lets go of the connection when the answer has been read from the
 * socket, which is before the consumer has had all of it when that one stands still. Methods of
 * {@link UpstreamResponse} may be called from anywhere; they act on the event loop.
 */
final class Exchange implements UpstreamResponse {
  /** Far longer than any reader may stand still; only ends answers that somebody forgot. */
  private static final long FORGOTTEN = Duration.ofMinutes(10).toNanos();

  private final WebAddress address;
  private final Terms terms;
  private final EventLoop loop;
  private final boolean reused;
  private final Promise<Exchange> answered = Promise.promise();
  private final Body body;
  private @Nullable Connection connection;
  private @Nullable ResponseHead head;
  private @Nullable ScheduledFuture<?> watch;
  private @Nullable Gathering gathering;
  private @Nullable Shortcut shortcut;
  private boolean toHead;
  private boolean informational;
  private boolean touched;
  private long movedAt = System.nanoTime();
  private long arrived;
  private long length;

  /**
   * What holds for an exchange.
   *
   * @param firstByte longest wait from the request to the answer's head
   * @param stall longest wait for the next bytes, while they are wanted
   * @param freed told when the connection can carry another exchange
   */
  record Terms(
      ContextInternal context, Duration firstByte, Duration stall, Consumer<Connection> freed) {}

  Exchange(Connection connection, WebAddress address, Terms terms) {
    this.connection = connection;
    this.address = address;
    this.terms = terms;
    loop = connection.channel().eventLoop();
    reused = connection.used();
    body = new Body(terms.context);
  }

  /** Sends the request; the future has this exchange when its head has arrived. */
  Future<Exchange> start(FullHttpRequest request) {
    toHead = request.method().equals(HttpMethod.HEAD);
    watchFor(terms.firstByte.toNanos());
    Objects.requireNonNull(connection).send(request, this);
    return answered.future();
  }

  /** Whether the site was just closing a kept connection, and may not have seen this request. */
  boolean stale(Throwable why) {
    return reused
        && !touched
        && why instanceof Failure failure
        && failure.code() == ProblemCode.SITE_UNREACHABLE;
  }

  void read(Object message) {
    touched = true;
    switch (message) {
      case HttpResponse response -> readHead(response);
      case HttpContent content -> readBody(content);
      default -> ReferenceCountUtil.release(message);
    }
  }

  private void readHead(HttpResponse response) {
    if (response.decoderResult().isFailure() || response.status().code() == 101) {
      ReferenceCountUtil.release(response);
      fail(Refusal.notHttp());
      return;
    }
    informational = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    if (!informational) {
      head = ResponseHead.of(response, address, toHead);
      movedAt = System.nanoTime();
      length = head.contentLength();
      if (length > Gathering.WORTH && connection != null) {
        gathering = Gathering.on(connection.channel());
      }
      flow(false);
      answered.tryComplete(this);
    }
  }

  private void readBody(HttpContent content) {
    if (informational || head == null) {
      content.release();
      return;
    }
    movedAt = System.nanoTime();
    var octets = content.content().readableBytes();
    arrived += octets;
    if (gathering != null) {
      gathering.came(octets, length - arrived, movedAt);
    }
    var broken = content.decoderResult().isFailure();
    if (shortcut != null && shortcut.telling()) {
      content.release();
    } else {
      body.add(content.content());
    }
    if (broken) {
      fail(Refusal.notHttp());
    } else if (content instanceof LastHttpContent && connection != null) {
      finish(head, connection);
    }
  }

  private void finish(ResponseHead answer, Connection from) {
    letGo();
    var cut = answer.endsWithConnection() && !from.endsProperly();
    if (cut || !answer.isWhole(arrived)) {
      from.drop();
      end(Refusal.broken());
    } else if (answer.keepsConnection()) {
      from.free();
      // Later, so that what the site sent beyond its answer is never taken for the next one.
      loop.execute(() -> {
        terms.freed.accept(from);
        end(null);
      });
    } else {
      from.drop();
      end(null);
    }
  }

  /** Ends it, after the bytes that have arrived. */
  void fail(Failure why) {
    if (connection != null) {
      connection.drop();
      letGo();
    }
    answered.tryFail(why);
    end(why);
  }

  private void letGo() {
    connection = null;
    if (shortcut != null) {
      shortcut.close();
      shortcut = null;
    }
  }

  private void end(@Nullable Failure why) {
    body.end(why);
    unwatchWhenOver();
  }

  @Override
  public int status() {
    return head().response().status().code();
  }

  @Override
  public @Nullable String header(String name) {
    return head().response().headers().get(name);
  }

  @Override
  public long contentLength() {
    return head().contentLength();
  }

  @Override
  public String url() {
    return address.canonical();
  }

  private ResponseHead head() {
    return Objects.requireNonNull(head, "no answer yet");
  }

  @Override
  public void handler(Consumer<ByteBuf> consumer) {
    onLoop(() -> body.to(consumer));
  }

  @Override
  public void bypass(Sluice sluice) {
    onLoop(() -> {
      if (connection != null && !connection.route().secure() && length > Gathering.WORTH) {
        shortcut = Shortcut.of(connection.channel(), sluice, terms.context);
      }
    });
  }

  @Override
  public Future<Void> ended() {
    return body.ended();
  }

  @Override
  public void pause() {
    onLoop(() -> flow(false));
  }

  @Override
  public void resume() {
    onLoop(() -> {
      movedAt = System.nanoTime();
      flow(true);
      unwatchWhenOver();
    });
  }

  @Override
  public void abort() {
    onLoop(() -> {
      if (connection != null) {
        connection.drop();
        letGo();
      }
      answered.tryFail(Refusal.broken());
      body.drop(Refusal.broken());
      unwatchWhenOver();
    });
  }

  private void onLoop(Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
  }

  private void flow(boolean on) {
    body.flow(on);
    // The consumer may have stopped it again, or ended it, with what was waiting.
    if (shortcut != null) {
      shortcut.flow(body.flowing());
    } else if (connection != null) {
      connection.flow(body.flowing());
    }
  }

  private void watchFor(long nanos) {
    watch = loop.schedule(this::check, nanos, TimeUnit.NANOSECONDS);
  }

  private void check() {
    var most =
        head == null
            ? terms.firstByte.toNanos()
            : body.flowing() ? terms.stall.toNanos() : FORGOTTEN;
    var rest = most - (System.nanoTime() - movedAt);
    if (rest > 0) {
      watchFor(Math.min(rest, terms.stall.toNanos()));
    } else if (head != null && !body.flowing()) {
      abort();
    } else {
      fail(Refusal.late());
    }
  }

  private void unwatchWhenOver() {
    if (watch != null && body.ended().isComplete()) {
      watch.cancel(false);
    }
  }
}
