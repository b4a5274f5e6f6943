package vn.taivideonhanh.delivery;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.taivideonhanh.media.Source;
import vn.taivideonhanh.plan.StreamPlan;
import vn.taivideonhanh.plan.StreamPlan.Track;
import vn.taivideonhanh.problem.Failure;
import vn.taivideonhanh.problem.ProblemCode;
import vn.taivideonhanh.process.Access;
import vn.taivideonhanh.process.ChildSpec;
import vn.taivideonhanh.process.Limits;

/**
 * Joins one or two tracks by an ffmpeg that reads them from the loopback feed. The end is clean
 * only when ffmpeg ended well and every byte that it wanted was given to it.
 */
final class MuxLane {
  private static final long MEMORY = 1L << 30;

  private final DeliveryRequest request;
  private final Session session;
  private final Shop shop;
  private final Renewal<StreamPlan> renewal;

  /** What it works with. */
  record Shop(Reading reading, Workshop workshop, Feed feed) {}

  MuxLane(Session session, DeliveryRequest request, Shop shop) {
    this.session = session;
    this.request = request;
    this.shop = shop;
    this.renewal = new Renewal<>(request.renew());
  }

  void run(StreamPlan.Mux plan) {
    var body = new ChildBody(session, request);
    if (!body.wanted()) {
      return;
    }
    shop.workshop().slots().take(session);
    var child = new YtDlpChild(shop.reading(), session, shop.workshop());
    var inputs = new TrackInputs(shop.reading(), plan.head(), child);
    var first = fed(inputs, plan.first(), StreamPlan.Mux::first);
    var tracks =
        plan.second() == null
            ? List.of(first)
            : List.of(first, fed(inputs, plan.second(), MuxLane::second));
    var feeds = tracks.stream().map(Fed::input).toList();
    feeds.forEach(input -> session.atEnd(input::abort));
    feeds.forEach(input -> input.failed().onFailure(session::fail));
    Future.all(tracks.stream().map(this::ready).toList())
        .compose(ready -> spawn(plan, ready.list()))
        .onSuccess(flow -> body.pass(flow, new DurationPatch(plan), () -> whole(plan, feeds)))
        .onFailure(session::fail);
  }

  /** A track and its way to the child. */
  private record Fed(Track track, FeedInput input) {}

  private Fed fed(TrackInputs inputs, Track track, Function<StreamPlan.Mux, Track> same) {
    return new Fed(track, inputs.of(track, () -> renewed(same)));
  }

  private Future<Source> renewed(Function<StreamPlan.Mux, Track> same) {
    return renewal
        .get()
        .map(fresh -> {
          if (fresh instanceof StreamPlan.Mux mux) {
            return same.apply(mux).source();
          }
          throw new Failure(ProblemCode.SOURCE_CHANGED, "The site offers this in another way now.");
        });
  }

  private static Track second(StreamPlan.Mux plan) {
    return plan.second() == null ? plan.first() : plan.second();
  }

  private Future<FfmpegCommand.Input> ready(Fed fed) {
    return fed.input()
        .open()
        .compose(head -> {
          var container = recognized(head, fed.track());
          boolean adts = container.hasAdts(head);
          return shop.feed()
              .offer(fed.input(), session)
              .map(url -> new FfmpegCommand.Input(fed.track(), container, adts, url));
        });
  }

  private static Container recognized(ByteBuf head, Track track) {
    var container = Container.of(head, track.ext());
    if (container == null) {
      throw new Failure(ProblemCode.SOURCE_UNAVAILABLE, "The site sends something else instead.");
    }
    return container;
  }

  private Future<ChildFlow> spawn(StreamPlan.Mux plan, List<FfmpegCommand.Input> inputs) {
    var limits = shop.reading().limits();
    var most = limits.muxMax();
    var command = new FfmpegCommand(shop.workshop().ffmpeg()).of(plan, new ArrayList<>(inputs));
    var bounds = Limits.LOOSE.withWall(most).withCpu(most).withMemory(MEMORY).withFileSize(0);
    var access = Access.reading(Set.of(shop.workshop().ffmpeg())).withPorts(ports(inputs));
    var spec =
        ChildSpec.of(shop.workshop().directory(), command).withLimits(bounds).withAccess(access);
    // Each input takes up its source again by itself; this is for an ffmpeg that hangs.
    var patience = limits.stall().multipliedBy(limits.retries() + 2L);
    return ChildFlow.spawn(shop.workshop().children(), spec, session, patience);
  }

  /** Where the feed listens. */
  private static Set<Integer> ports(List<FfmpegCommand.Input> inputs) {
    return inputs.stream()
        .map(input -> URI.create(input.url()).getPort())
        .collect(Collectors.toSet());
  }

  /** Of a source whose part is wanted the rest is not read; that it failed is told otherwise. */
  private static boolean whole(StreamPlan.Mux plan, List<FeedInput> inputs) {
    return plan.clip() != null || inputs.stream().allMatch(FeedInput::whole);
  }
}
