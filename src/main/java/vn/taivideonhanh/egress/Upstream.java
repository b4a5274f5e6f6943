package vn.taivideonhanh.egress;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import vn.taivideonhanh.config.AppConfig;
import vn.taivideonhanh.config.Egress;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * Fetches over HTTP/1.1 for the relay. Each address, the first one and each redirect's, passes the
 * {@link Intake} rule; its name is resolved here, every answer passes the {@link AddressPolicy},
 * and the connection goes to the very address that was checked, with SNI and certificate judged by
 * the name. One is built on a verticle's event-loop context and used there only.
 */
public final class Upstream {
  private static final int MOST_REDIRECTS = 5;
  private static final int MOST_DRAINED = 64 << 10;

  /** Answers to a part's request that say more of the request than of the file. */
  private static final Set<Integer> ASK_OTHERWISE = Set.of(400, 403, 405, 406, 501);

  private final EventLoop loop;
  private final AppConfig.Relay limits;
  private final Intake intake;
  private final Resolver resolver;
  private final Connector connector;
  private final long unreachableAfter;
  private boolean closed;

  /** Builds one for the current event loop. */
  public static Upstream of(Vertx vertx, AppConfig config) {
    var intake = new Intake(config.egress(), config.http().publicUrl());
    return new Upstream(vertx, intake, config.relay(), Wiring.standard());
  }

  /** Builds one for the current event loop of a server that has no public address. */
  public Upstream(Vertx vertx, Egress egress, AppConfig.Relay limits) {
    this(vertx, new Intake(egress, null), limits, Wiring.standard());
  }

  Upstream(Vertx vertx, Intake intake, AppConfig.Relay limits, Wiring wiring) {
    var owner = (VertxInternal) vertx;
    loop = owner.getOrCreateContext().nettyEventLoop();
    this.limits = limits;
    this.intake = intake;
    var policy = intake.policy();
    var lookup = new Resolver.Lookup(wiring, intake.dnsTimeout());
    resolver = new Resolver(loop, owner.transport(), policy, lookup);
    var sockets = new Sockets(loop, owner.transport(), policy, wiring);
    var dialer = new Dialer(sockets, new Tls(wiring.trust()));
    connector = new Connector(dialer, new Pool(loop), limits.connectTimeout());
    unreachableAfter = intake.dnsTimeout().plus(limits.connectTimeout()).toNanos();
  }

  /**
   * Asks a site, and follows up to five redirects. Completes on the calling context when the head
   * of the answer is there, whatever its status. Fails with {@code INVALID_URL}, {@code
   * DESTINATION_NOT_ALLOWED}, {@code SITE_UNREACHABLE}, {@code SITE_TIMEOUT} or {@code
   * SITE_FAILED}.
   */
  public Future<UpstreamResponse> fetch(UpstreamRequest request) {
    var context = context();
    var promise = context.<UpstreamResponse>promise();
    var visit = new Visit((at, same) -> RequestHead.of(request, at, same), context);
    address(request.url()).compose(first -> hop(visit, first, first, 0)).onComplete(promise);
    return promise.future();
  }

  /**
   * Posts, and follows no redirect. Completes on the calling context when the answer has been read,
   * or was too long. Fails as {@link #fetch} does.
   */
  public Future<Posted> post(Posting letter) {
    var context = context();
    var promise = context.<Posted>promise();
    var visit = new Visit((at, _) -> RequestHead.of(letter, at), context);
    address(letter.url())
        .compose(at ->
            connect(at)
                .compose(reached ->
                    exchange(new Ask(visit, at, reached.addresses, true), reached.connection)))
        .compose(answer ->
            drained(answer).map(_ -> new Posted(answer.status(), answer.header("Retry-After"))))
        .onComplete(promise);
    return promise.future();
  }

  private ContextInternal context() {
    var context = ContextInternal.current();
    if (context == null || !loop.inEventLoop()) {
      throw new IllegalStateException("an Upstream is used on the event loop it was built on");
    }
    return context;
  }

  /**
   * Asks for a file's exact length and what else its head tells, at the cost of one byte. Fails as
   * {@link #fetch} does; a status that is no success is told as it is.
   */
  public Future<Probe> probe(String url, Map<String, String> headers) {
    return fetch(new UpstreamRequest("GET", url, headers, "bytes=0-0", null))
        .compose(answer -> drained(answer).map(_ -> Probe.ofFirstByte(answer)))
        .compose(probe ->
            ASK_OTHERWISE.contains(probe.status())
                ? probeByHead(url, headers, probe)
                : Future.succeededFuture(probe));
  }

  private Future<Probe> probeByHead(String url, Map<String, String> headers, Probe first) {
    return fetch(new UpstreamRequest("HEAD", url, headers, null, null))
        .compose(answer -> drained(answer).map(_ -> Probe.ofHead(answer)))
        .map(probe -> probe.status() == 200 ? probe : first);
  }

  private Future<WebAddress> address(String url) {
    if (closed) {
      return Future.failedFuture(new Failure(ProblemCode.UNAVAILABLE, "The server goes down."));
    }
    try {
      return Future.succeededFuture(intake.source(url));
    } catch (Failure refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<UpstreamResponse> hop(Visit visit, WebAddress first, WebAddress at, int followed) {
    return connect(at)
        .compose(reached -> {
          var sameOrigin = at.origin().equals(first.origin());
          var ask = new Ask(visit, at, reached.addresses, sameOrigin);
          return exchange(ask, reached.connection);
        })
        .compose(answer -> {
          var location = Redirect.is(answer.status()) ? answer.header("location") : null;
          if (location == null) {
            return Future.succeededFuture(answer);
          }
          return drained(answer)
              .compose(_ ->
                  followed == MOST_REDIRECTS
                      ? Future.failedFuture(Refusal.redirects())
                      : address(Redirect.target(at, location)))
              .compose(next -> hop(visit, first, next, followed + 1));
        });
  }

  /**
   * A connection, or a failure that comes at the same time and with the same words whether the name
   * is unknown or leads where it may not, and whether the port is closed or filtered.
   */
  private Future<Reached> connect(WebAddress at) {
    var began = System.nanoTime();
    return resolver
        .resolve(at)
        .compose(
            addresses -> connector.connect(at, addresses).map(to -> new Reached(addresses, to)))
        .recover(why -> {
          if (Refusal.ofTls(why)) {
            return Future.failedFuture(why);
          }
          var told = Promise.<Reached>promise();
          var left = began + unreachableAfter - System.nanoTime();
          var _ =
              loop.schedule(
                  () -> told.fail(Refusal.unreachable()), Math.max(0, left), TimeUnit.NANOSECONDS);
          return told.future();
        });
  }

  private Future<Exchange> exchange(Ask ask, Connection to) {
    var terms =
        new Exchange.Terms(
            ask.visit.context, limits.firstByteTimeout(), limits.stall(), connector::keep);
    var exchange = new Exchange(to, ask.at, terms);
    return exchange
        .start(ask.visit.request.at(ask.at, ask.sameOrigin))
        .recover(why ->
            exchange.stale(why)
                ? connector
                    .connectAnew(ask.at, ask.addresses)
                    .compose(fresh -> exchange(ask, fresh))
                : Future.failedFuture(why));
  }

  /** Reads the rest of a short answer, so that its connection serves again; closes a long one. */
  private Future<Void> drained(UpstreamResponse answer) {
    var patience =
        loop.schedule(answer::abort, limits.firstByteTimeout().toMillis(), TimeUnit.MILLISECONDS);
    var left = new AtomicInteger(MOST_DRAINED);
    answer.handler(part -> {
      var octets = part.readableBytes();
      part.release();
      if (left.addAndGet(-octets) < 0) {
        answer.abort();
      }
    });
    answer.resume();
    return answer.ended().otherwiseEmpty().onComplete(_ -> patience.cancel(false));
  }

  /** Closes every connection, answers that are being read included. */
  public Future<Void> close() {
    closed = true;
    resolver.close();
    return connector.close();
  }

  /** A connection to one of those addresses. */
  private record Reached(List<InetAddress> addresses, Connection connection) {}

  /** What is asked for, and where the answer is wanted. */
  private record Visit(Asked request, ContextInternal context) {}

  /** What is sent to an address that was reached. */
  private interface Asked {
    FullHttpRequest at(WebAddress address, boolean sameOrigin);
  }

  /** One request of a visit. */
  private record Ask(Visit visit, WebAddress at, List<InetAddress> addresses, boolean sameOrigin) {}
}
