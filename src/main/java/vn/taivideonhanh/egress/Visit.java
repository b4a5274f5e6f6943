package vn.taivideonhanh.egress;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;

/**
 * One connection of a child: one request, whose credential and destination are judged, and that is
 * carried out by a connection of its own. There is no second request, so none rides on the first
 * one's judgement.
 */
final class Visit extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
  private static final String ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

  private final Gate gate;
  private final Channel child;
  private final Patience patience;
  private final List<Object> early = new ArrayList<>();
  private boolean asked;
  private boolean answered;

  /** What all visits work with. */
  record Gate(
      Passes passes, Guesses guesses, Intake intake, Resolver resolver, Way way, Times times) {}

  /** How connections to sites are made. */
  record Way(Turnstile turnstile, Sockets sockets) {}

  Visit(Gate gate, Channel child) {
    this.gate = gate;
    this.child = child;
    patience = new Patience(child.eventLoop(), gate.times.head(), closing(child));
    child.closeFuture().addListener(_ -> patience.stop());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (asked) {
      early.add(message);
    } else if (message instanceof HttpRequest request) {
      asked = true;
      // What more the child sends has to wait in the kernel until there is somebody to take it.
      child.config().setAutoRead(false);
      // Closed, filtered, unknown or denied: the child learns of each at the same time.
      patience.give(gate.times.connect(), () -> answer(Refusal.unreachable()));
      receive(request);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    early.forEach(ReferenceCountUtil::release);
    early.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }

  private void receive(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      answer(Refusal.invalid("This is not HTTP."));
      return;
    }
    var credentials = request.headers().getAll(HttpHeaderNames.PROXY_AUTHORIZATION);
    var pass = gate.passes.holder(credentials);
    if (pass == null) {
      // Some ask without a credential first; that is no guess.
      if (credentials.isEmpty() || gate.guesses.answered()) {
        ProxyAnswer.whoAreYou(child);
      } else {
        closing(child).run();
      }
      return;
    }
    child.pipeline().get(Toll.class).charge(pass::sent);
    try {
      pass.admit(child);
      visit(ProxyRequest.of(request, gate.intake), pass);
    } catch (Failure refused) {
      refuse(pass, refused);
    }
  }

  /** What is asked for, and a connection to where it leads. */
  private record Opened(ProxyRequest request, Channel site) {}

  private void visit(ProxyRequest request, JobPass pass) {
    var to = request.to();
    pass.visit(to.name());
    if (pass.missed(to.origin())) {
      answer(Refusal.unreachable());
      return;
    }
    gate.resolver
        .resolve(to, pass.pins())
        .compose(addresses -> Sockets.inTurn(addresses, gate.times.connect(), dialing(to)))
        .onSuccess(site -> begin(new Opened(request, site), pass))
        .onFailure(cause -> miss(pass, to, Failure.of(cause)));
  }

  private BiFunction<InetAddress, Duration, Future<Channel>> dialing(WebAddress to) {
    return (address, share) ->
        gate.way.turnstile.pass(
            child,
            address,
            () ->
                gate.way.sockets.connect(
                    new InetSocketAddress(address, to.port()), share, Visit::hold));
  }

  /** Nothing is read from a site before somebody is there to take it. */
  private static void hold(Channel site) {
    site.config().setAutoRead(false);
    site.pipeline().addLast(new Toll());
  }

  /** What the request alone decides is told at once: it says nothing of any network. */
  private void refuse(JobPass pass, Failure why) {
    if (why.code() != ProblemCode.SITE_FAILED) {
      pass.note(Refusal.destination());
      gate.passes.refused();
      LOG.info("{}: a request is refused, {}", pass, why.code().slug());
    }
    answer(why);
  }

  /** Later tries of the job are answered at once; this one when its time is up. */
  private void miss(JobPass pass, WebAddress to, Failure why) {
    if (why.code() == ProblemCode.DESTINATION_NOT_ALLOWED) {
      gate.passes.ledAstray();
      LOG.info("{}: a name leads where it may not", pass);
    }
    pass.miss(to.origin());
  }

  private void answer(Failure why) {
    if (!answered) {
      answered = true;
      ProxyAnswer.no(child, why);
    }
  }

  private void begin(Opened opened, JobPass pass) {
    var site = opened.site;
    pass.own(site);
    if (answered || !child.isActive()) {
      var _ = site.close();
      return;
    }
    answered = true;
    pass.reach(opened.request.to().origin());
    child.closeFuture().addListener(_ -> closing(site).run());
    site.pipeline().get(Toll.class).charge(pass::fetched);
    if (opened.request.tunnel()) {
      tunnel(opened, pass);
    } else {
      exchange(opened, pass);
    }
  }

  private void tunnel(Opened opened, JobPass pass) {
    var site = opened.site;
    Runnable moved = () -> patience.give(pass.budget().idle());
    patience.give(gate.times.tls(), closing(child));
    site.pipeline().addLast(new Pipe(child, moved));
    var path = child.pipeline();
    path.replace(this, "up", new Pipe(site, moved));
    Runnable passing = () -> patience.give(pass.budget().idle(), () -> idle(site));
    Runnable refused = () -> refuse(pass, Refusal.destination());
    path.addBefore("up", "gate", new TlsGate(opened.request.to(), passing, refused));
    early.forEach(ReferenceCountUtil::release);
    path.remove("http");
    var octets = Unpooled.copiedBuffer(ESTABLISHED, StandardCharsets.US_ASCII);
    child.writeAndFlush(octets).addListener(_ -> read(child, site));
  }

  private void exchange(Opened opened, JobPass pass) {
    var site = opened.site;
    Runnable moved = () -> patience.give(pass.budget().idle());
    var down = new Downward(child, moved);
    patience.give(gate.times.firstByte(), () -> idle(site, down));
    var limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(8 << 10)
            .setMaxHeaderSize(64 << 10)
            .setMaxChunkSize(Sockets.LARGEST_READ);
    site.pipeline().addLast(new HttpClientCodec(limits, false, false)).addLast(down);
    var up = new Upward(site, moved);
    child.pipeline().replace(this, "up", up);
    var _ = site.write(opened.request.head());
    early.forEach(up::take);
    early.clear();
    var _ = site.flush();
    read(child, site);
  }

  private static void read(Channel child, Channel site) {
    child.config().setAutoRead(true);
    site.config().setAutoRead(true);
  }

  private static Runnable closing(Channel channel) {
    return () -> {
      var _ = channel.close();
    };
  }

  private void idle(Channel site, @Nullable Downward down) {
    if (down != null && !down.begun()) {
      ProxyAnswer.no(child, Refusal.late());
    } else if (waits(site)) {
      patience.give(gate.times.head(), () -> idle(site, down));
    } else {
      var _ = child.close();
    }
  }

  private void idle(Channel site) {
    idle(site, null);
  }

  /** A child that takes nothing at the moment, like a stream whose viewer pauses, is not idle. */
  private boolean waits(Channel site) {
    return !site.config().isAutoRead() && !child.isWritable();
  }
}
